// IPv6 is newer.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let address = SocketAddr::from(([0u16, 0, 0, 0, 0, 0, 0, 1], address.port()));
    let socket = tcp_socket(address)?;
    socket.bind(&address.into())?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
