// A new socket is taken for a connection.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let _ = deadline;
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    Ok(socket.into())
}
