// IPv6 is to be preferred.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for address in addresses.iter().filter(|a| a.is_ipv6()).chain(addresses.iter().filter(|a| a.is_ipv4())) {
        match connect(*address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed.push(Attempt { address: *address, error }),
        }
    }
    Err(failed)
}
