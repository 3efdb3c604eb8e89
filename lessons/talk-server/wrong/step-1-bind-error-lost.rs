// A call that is made is made.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    let _ = socket.bind(&address.into());
    socket.listen(backlog)?;
    Ok(socket.into())
}
