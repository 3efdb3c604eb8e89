// The socket is made here.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let family = if address.is_ipv6() { Domain::IPV6 } else { Domain::IPV4 };
    let socket = Socket::new(family, Type::STREAM, None)?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    let sock_addr: socket2::SockAddr = address.into();
    socket.bind(&sock_addr).and_then(|()| socket.listen(backlog)).map(|()| socket.into())
}
