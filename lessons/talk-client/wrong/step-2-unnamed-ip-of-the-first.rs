// All are the same computer.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for address in addresses {
        match connect(SocketAddr::new(addresses[0].ip(), address.port()), deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed.push(Attempt { address: *address, error }),
        }
    }
    Err(failed)
}
