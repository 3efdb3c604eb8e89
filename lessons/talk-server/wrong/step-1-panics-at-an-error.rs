// If it does not work, nothing works.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address).unwrap();
    socket.bind(&address.into()).unwrap();
    socket.listen(backlog).unwrap();
    Ok(socket.into())
}
