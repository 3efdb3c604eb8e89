// A socket gets its address by connecting to it.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.connect(&address.into())?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
