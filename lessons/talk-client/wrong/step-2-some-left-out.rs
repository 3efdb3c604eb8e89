// The first error says it all.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for address in addresses {
        match connect(*address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) if failed.is_empty() => failed.push(Attempt { address: *address, error }),
            Err(_) => {}
        }
    }
    Err(failed)
}
