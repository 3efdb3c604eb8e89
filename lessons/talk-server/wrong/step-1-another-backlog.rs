// The standard library does it all in one call.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    TcpListener::bind(address)
}
