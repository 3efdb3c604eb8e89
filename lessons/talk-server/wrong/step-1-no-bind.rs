// A socket that was made with an address has it already.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.listen(backlog)?;
    Ok(socket.into())
}
