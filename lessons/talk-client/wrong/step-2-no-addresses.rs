// The first address, then the others.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    match connect(addresses[0], deadline) {
        Ok(stream) => return Ok(stream),
        Err(error) => failed.push(Attempt { address: addresses[0], error }),
    }
    for &address in &addresses[1..] {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed.push(Attempt { address, error }),
        }
    }
    Err(failed)
}
