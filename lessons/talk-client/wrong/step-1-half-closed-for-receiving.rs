// Nothing has been asked yet, so nothing comes.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    socket.shutdown(Shutdown::Read)?;
    Ok(socket.into())
}
