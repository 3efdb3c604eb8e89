// The family by hand, and a match for each result.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let domain = match address {
        SocketAddr::V4(_) => Domain::IPV4,
        SocketAddr::V6(_) => Domain::IPV6,
    };
    let socket = Socket::new(domain, Type::STREAM, None)?;
    let address = address.into();
    match socket.connect_timeout(&address, deadline) {
        Ok(()) => Ok(TcpStream::from(socket)),
        Err(error) => Err(error),
    }
}
