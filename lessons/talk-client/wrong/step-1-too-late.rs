// It is ready when the time is up.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    std::thread::sleep(deadline);
    Ok(socket.into())
}
