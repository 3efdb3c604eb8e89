// The deadline holds for the whole conversation.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    socket.set_read_timeout(Some(deadline))?;
    Ok(socket.into())
}
