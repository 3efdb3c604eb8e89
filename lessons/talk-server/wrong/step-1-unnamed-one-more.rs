// One may wait, and one is being accepted.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.bind(&address.into())?;
    socket.listen(backlog + 1)?;
    Ok(socket.into())
}
