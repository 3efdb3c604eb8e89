// Only a refusal is worth another try.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for address in addresses {
        match connect(*address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                let is_refused = error.kind() == io::ErrorKind::ConnectionRefused;
                failed.push(Attempt { address: *address, error });
                if !is_refused {
                    break;
                }
            }
        }
    }
    Err(failed)
}
