// A socket that does not wait never waits too long.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}
