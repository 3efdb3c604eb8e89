// Only IPv4 addresses are of use.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut list = Vec::new();
    for &address in addresses.iter().filter(|address| address.is_ipv4()) {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => list.push(Attempt { address, error }),
        }
    }
    Err(list)
}
