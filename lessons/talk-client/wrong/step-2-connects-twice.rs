// First a look, then the connection.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut list = Vec::new();
    for &address in addresses {
        match connect(address, deadline) {
            Ok(_) => return Ok(connect(address, deadline).unwrap()),
            Err(error) => list.push(Attempt { address, error }),
        }
    }
    Err(list)
}
