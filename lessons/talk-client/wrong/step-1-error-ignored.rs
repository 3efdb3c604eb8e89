// Whether connecting went well is not looked at.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    let _ = socket.connect_timeout(&address.into(), deadline);
    Ok(socket.into())
}
