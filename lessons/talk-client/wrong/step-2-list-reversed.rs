// The newest comes first.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut list = Vec::new();
    for &address in addresses {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => list.insert(0, Attempt { address, error }),
        }
    }
    Err(list)
}
