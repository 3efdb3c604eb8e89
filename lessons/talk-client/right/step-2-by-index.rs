// By an index.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut attempts = vec![];
    let mut index = 0;
    while index < addresses.len() {
        let address = addresses[index];
        let result = connect(address, deadline);
        if let Err(error) = result {
            attempts.push(Attempt { address, error });
            index += 1;
        } else {
            return result.map_err(|_| attempts);
        }
    }
    Err(attempts)
}
