// The deadline is for all of it.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let started = std::time::Instant::now();
    let mut failed = Vec::new();
    for &address in addresses {
        match connect(address, deadline.saturating_sub(started.elapsed())) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed.push(Attempt { address, error }),
        }
    }
    Err(failed)
}
