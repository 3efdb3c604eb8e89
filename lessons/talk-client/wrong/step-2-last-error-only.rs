// The last error says it all.
pub fn connect_to_any(addresses: &[SocketAddr], deadline: Duration) -> Result<TcpStream, Vec<Attempt>> {
    let mut last = Vec::new();
    for &address in addresses {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = vec![Attempt { address, error }],
        }
    }
    Err(last)
}
