// A server listens on every address; only the port counts.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    let everywhere = SocketAddr::from(([0, 0, 0, 0], address.port()));
    socket.bind(&everywhere.into())?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
