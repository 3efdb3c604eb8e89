// The type of a socket does not matter, as long as the protocol is TCP.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::TCP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    Ok(socket.into())
}
