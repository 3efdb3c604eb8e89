// The last one has to be known.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let last = addresses.last().unwrap();
    let mut failed = Vec::new();
    for address in addresses {
        match connect(*address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) if address == last => {
                failed.push(Attempt { address: *address, error });
                return Err(failed);
            }
            Err(error) => failed.push(Attempt { address: *address, error }),
        }
    }
    Err(failed)
}
