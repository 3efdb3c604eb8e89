// Patience pays.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut list = Vec::new();
    for &address in addresses {
        match connect(address, deadline * 3) {
            Ok(stream) => return Ok(stream),
            Err(error) => list.push(Attempt { address, error }),
        }
    }
    Err(list)
}
