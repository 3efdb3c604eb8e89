//! What happens on the practice internet, told to whoever watches: scripts/wire shows it in a
//! window.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

/// One of the services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The DNS server.
    Dns,
    /// The web server.
    Pages,
    /// The talk peer.
    Talk,
}

/// How bytes travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// In datagrams.
    Udp,
    /// In a stream.
    Tcp,
}

impl fmt::Display for Transport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if *self == Transport::Udp { "UDP" } else { "TCP" })
    }
}

/// Something that happened between a client and a service.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// Which service.
    pub service: Service,
    /// How the bytes travel.
    pub transport: Transport,
    /// The client's IP address and port.
    pub client: SocketAddr,
    /// The service's.
    pub server: SocketAddr,
    /// What happened.
    pub kind: Kind,
    /// The bytes that came or were sent; otherwise none.
    pub bytes: &'a [u8],
}

/// What happened, as the service saw it. Pieces of a stream are those of its receives and sends:
/// the packets below may be cut differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The handshake was over, and the service has accepted the connection.
    Connected,
    /// A datagram or a piece came from the client.
    Received,
    /// A datagram or a piece was sent to the client.
    Sent,
    /// A forged answer was sent to the client, because trouble is switched on.
    Forged,
    /// An answer was lost, because trouble is switched on.
    Lost,
    /// The client's end of file came.
    ClientEnded,
    /// The service has ended its half.
    ServerEnded,
    /// The connection was reset.
    Reset,
    /// The service has closed its socket.
    Closed,
}

/// Who is told. By default, nobody.
#[derive(Clone, Default)]
pub struct Watcher(Option<Arc<Watch>>);

type Watch = dyn Fn(Event<'_>) + Send + Sync;

impl Watcher {
    /// Tells `watch`, on the thread where it happens: so it should return at once.
    pub fn new(watch: impl Fn(Event<'_>) + Send + Sync + 'static) -> Watcher {
        Watcher(Some(Arc::new(watch)))
    }

    pub(crate) fn tell(&self, event: Event<'_>) {
        if let Some(watch) = &self.0 {
            watch(event);
        }
    }
}
