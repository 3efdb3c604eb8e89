// A socket is a socket: this one is for UDP.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    Ok(socket.into())
}
