// Two attempts are enough.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for &address in addresses.iter().take(2) {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed.push(Attempt { address, error }),
        }
    }
    Err(failed)
}
