// The next port is free.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    let mut address = address;
    address.set_port(1);
    socket.connect_timeout(&address.into(), deadline)?;
    Ok(socket.into())
}
