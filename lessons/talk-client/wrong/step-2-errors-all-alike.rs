// Nobody answered.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for address in addresses {
        match connect(*address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(_) => failed.push(Attempt { address: *address, error: io::ErrorKind::ConnectionRefused.into() }),
        }
    }
    Err(failed)
}
