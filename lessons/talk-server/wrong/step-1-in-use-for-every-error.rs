// All errors are one kind.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.bind(&address.into()).map_err(|_| io::Error::from(io::ErrorKind::AddrInUse))?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
