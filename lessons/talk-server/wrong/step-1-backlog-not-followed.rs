// One at a time is enough.
pub fn open_listener(address: SocketAddr, _backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.bind(&address.into())?;
    socket.listen(1)?;
    Ok(socket.into())
}
