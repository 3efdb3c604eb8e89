// The addresses share the time.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let share = deadline / addresses.len().max(1) as u32;
    let mut list = Vec::new();
    for &address in addresses {
        match connect(address, share) {
            Ok(stream) => return Ok(stream),
            Err(error) => list.push(Attempt { address, error }),
        }
    }
    Err(list)
}
