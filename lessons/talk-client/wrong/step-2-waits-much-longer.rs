// The standard library takes a list.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    if let Ok(stream) = TcpStream::connect(addresses) {
        return Ok(stream);
    }
    let mut failed = Vec::new();
    for address in addresses {
        match connect(*address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed.push(Attempt { address: *address, error }),
        }
    }
    Err(failed)
}
