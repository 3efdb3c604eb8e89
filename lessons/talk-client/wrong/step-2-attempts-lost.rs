// Only a connection is of interest.
pub fn connect_to_any(addresses: &[SocketAddr], deadline: Duration) -> Result<TcpStream, Vec<Attempt>> {
    for &address in addresses {
        if let Ok(stream) = connect(address, deadline) {
            return Ok(stream);
        }
    }
    Err(Vec::new())
}
