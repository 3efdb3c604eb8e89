// A socket that is bound is open for connections.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.bind(&address.into())?;
    Ok(socket.into())
}
