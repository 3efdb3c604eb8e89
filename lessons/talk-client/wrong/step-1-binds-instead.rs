// The address is taken as one's own, as a server does.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.bind(&address.into())?;
    socket.connect_timeout(&address.into(), deadline)?;
    Ok(socket.into())
}
