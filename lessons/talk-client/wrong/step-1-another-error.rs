// An error is an error.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    match socket.connect_timeout(&address.into(), deadline) {
        Ok(()) => Ok(socket.into()),
        Err(_) => Err(io::ErrorKind::NotConnected.into()),
    }
}
