// The standard library has both calls in one.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    TcpStream::connect_timeout(&address, deadline)
}
