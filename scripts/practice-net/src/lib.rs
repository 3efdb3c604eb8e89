//! A small internet on 127.0.0.1: a DNS server, a web server and someone to talk to, for rooms
//! without internet and for the tests of the programs. It can make trouble on demand ([`trouble`]),
//! and send strangers to a server that runs ([`visit`]).

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::thread;

use events::{Service, Watcher};
use serve::{Connection, Shared};
use trouble::Trouble;

pub mod crowd;
mod dns;
pub mod events;
mod http;
mod pages;
mod serve;
mod stranger;
mod talk;
pub mod trouble;
pub mod visit;
mod visitors;
mod zone;

/// The services, each on a thread of its own until the process ends.
#[derive(Debug, Clone, Copy)]
pub struct PracticeNet {
    /// The DNS server, over UDP and TCP on the same port. It knows `gnomon.test`.
    pub dns: SocketAddr,
    /// The web server (http).
    pub pages: SocketAddr,
    /// The talk peer: it answers each receive with `You said `, those bytes and a newline, until
    /// its peer's end of file or `bye`.
    pub talk: SocketAddr,
}

impl PracticeNet {
    /// Starts all three on 127.0.0.1, on the ports given; 0 picks a free one.
    ///
    /// # Errors
    /// If a port cannot be had: the message names it.
    pub fn start(dns: u16, pages: u16, talk: u16) -> io::Result<PracticeNet> {
        Self::start_with([dns, pages, talk], Trouble::default(), Watcher::default())
    }

    /// The same, with trouble, and with somebody who is told of all that happens. The ports are
    /// those of the DNS server, the web server and the talk peer.
    ///
    /// # Errors
    /// If a port cannot be had: the message names it.
    pub fn start_with(
        [dns, pages, talk]: [u16; 3],
        trouble: Trouble,
        watcher: Watcher,
    ) -> io::Result<PracticeNet> {
        let (dns_udp, dns_tcp) = listen_for_dns(dns)?;
        let pages = listen(pages)?;
        let talk = listen(talk)?;
        let net = PracticeNet {
            dns: dns_tcp.local_addr()?,
            pages: pages.local_addr()?,
            talk: talk.local_addr()?,
        };
        let shared = Shared { trouble: Arc::new(trouble), watcher };
        dns::UdpServer::start(dns_udp, shared.clone())?;
        for (listener, service, conversation) in [
            (dns_tcp, Service::Dns, dns::converse as fn(&mut Connection) -> io::Result<()>),
            (pages, Service::Pages, pages::answer),
            (talk, Service::Talk, talk::talk),
        ] {
            let shared = shared.clone();
            thread::Builder::new()
                .spawn(move || serve::serve(&listener, service, &shared, conversation))?;
        }
        Ok(net)
    }
}

/// How many free ports are tried until one is free for both UDP and TCP.
const FREE_PORT_TRIES: usize = 20;

/// DNS is served on the same port of UDP and TCP.
fn listen_for_dns(port: u16) -> io::Result<(UdpSocket, TcpListener)> {
    let mut tries = FREE_PORT_TRIES;
    loop {
        let tcp = listen(port)?;
        let chosen = tcp.local_addr()?.port();
        match UdpSocket::bind((Ipv4Addr::LOCALHOST, chosen)) {
            Ok(udp) => return Ok((udp, tcp)),
            Err(_) if port == 0 && tries > 0 => tries -= 1,
            Err(error) => return Err(cannot_listen(chosen, "UDP", &error)),
        }
    }
}

/// Listens on 127.0.0.1; a port of 0 picks a free one.
///
/// # Errors
/// If the port cannot be had: the message names it.
pub fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| cannot_listen(port, "TCP", &error))
}

fn cannot_listen(port: u16, protocol: &str, error: &io::Error) -> io::Error {
    let why = match error.kind() {
        io::ErrorKind::AddrInUse => "another program has it",
        io::ErrorKind::PermissionDenied => "this port is reserved",
        _ => "the system refuses it",
    };
    io::Error::new(
        error.kind(),
        format!("cannot listen on 127.0.0.1, {protocol} port {port}: {why}"),
    )
}
