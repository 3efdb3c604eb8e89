// The first, or else the others.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let Some((&address, others)) = addresses.split_first() else {
        return Err(Vec::new());
    };
    connect(address, deadline).or_else(|error| {
        connect_to_any(others, deadline).map_err(|mut later| {
            later.insert(0, Attempt { address, error });
            later
        })
    })
}
