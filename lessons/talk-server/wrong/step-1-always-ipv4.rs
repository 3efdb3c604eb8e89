// A server for this computer waits on 127.0.0.1.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let address = if address.ip().is_loopback() {
        SocketAddr::from(([127, 0, 0, 1], address.port()))
    } else {
        address
    };
    let socket = tcp_socket(address)?;
    socket.bind(&address.into())?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
