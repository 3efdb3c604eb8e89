// Every address is connected to; the last connection counts.
pub fn connect_to_any(addresses: &[SocketAddr], deadline: Duration) -> Result<TcpStream, Vec<Attempt>> {
    let mut connected = Err(Vec::new());
    for &address in addresses {
        match connect(address, deadline) {
            Ok(stream) => connected = Ok(stream),
            Err(error) => {
                if let Err(failed) = &mut connected {
                    failed.push(Attempt { address, error });
                }
            }
        }
    }
    connected
}
