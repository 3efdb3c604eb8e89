// First wait, then say where.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.listen(backlog)?;
    socket.bind(&address.into())?;
    Ok(socket.into())
}
