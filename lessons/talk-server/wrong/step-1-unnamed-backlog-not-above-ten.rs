// Nobody needs more than ten, and fewer than five are rude.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.bind(&address.into())?;
    socket.listen(backlog.clamp(2, 10))?;
    Ok(socket.into())
}
