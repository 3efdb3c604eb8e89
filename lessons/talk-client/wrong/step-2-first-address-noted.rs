// The address that was meant.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for address in addresses {
        match connect(*address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed.push(Attempt { address: addresses[0], error }),
        }
    }
    Err(failed)
}
