// The system knows best which port is free.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    let any_port = SocketAddr::new(address.ip(), 0);
    socket.bind(&any_port.into())?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
