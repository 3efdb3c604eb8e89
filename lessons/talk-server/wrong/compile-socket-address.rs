// The address, as it is.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.bind(&address)?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
