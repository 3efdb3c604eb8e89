// Each error is returned by hand.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = match tcp_socket(address) {
        Ok(socket) => socket,
        Err(error) => return Err(error),
    };
    if let Err(error) = socket.bind(&address.into()) {
        return Err(error);
    }
    if let Err(error) = socket.listen(backlog) {
        return Err(error);
    }
    Ok(TcpListener::from(socket))
}
