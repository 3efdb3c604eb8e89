// There are only IPv6 sockets.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    Ok(socket.into())
}
