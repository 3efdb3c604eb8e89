//! What the three services have in common: a thread for each connection, a limit on them, and an
//! orderly end.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::events::{Event, Kind, Service, Transport, Watcher};
use crate::trouble::Trouble;

/// Limit on the connections of each service; the next one is closed at once.
const MAX_CONNECTIONS: usize = 256;

/// Limit on one send or receive: enough for a person who types a request by hand.
pub(crate) const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// After our end of file, how long we wait for the client's.
const LINGER_TIMEOUT: Duration = Duration::from_secs(2);

/// What is the same for all services.
#[derive(Clone, Default)]
pub(crate) struct Shared {
    pub(crate) trouble: Arc<Trouble>,
    pub(crate) watcher: Watcher,
}

/// A client's connection to one of the services. Trouble that concerns all bytes happens here.
pub(crate) struct Connection {
    stream: TcpStream,
    service: Service,
    pub(crate) peer: SocketAddr,
    server: SocketAddr,
    pub(crate) shared: Shared,
    /// True from a receive to the first send after it: that send begins an answer.
    answer_begins: bool,
    /// True if the client's end of file has come, or a reset.
    client_is_gone: bool,
}

/// Hands each connection of `listener` to `conversation`, on a thread of its own, until the process
/// ends.
pub(crate) fn serve(
    listener: &TcpListener,
    service: Service,
    shared: &Shared,
    conversation: fn(&mut Connection) -> io::Result<()>,
) {
    let count = Arc::new(());
    loop {
        let Ok((stream, peer)) = listener.accept() else {
            // Out of descriptors, or the client has gone already. The next try may fail as fast.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        let permit = Arc::clone(&count);
        if Arc::strong_count(&count) > MAX_CONNECTIONS + 1 {
            log::info!("{service:?}: too many connections, so the next one is closed at once");
            continue;
        }
        let Ok(server) = stream.local_addr() else { continue };
        let shared = shared.clone();
        let (answer_begins, client_is_gone) = (true, false);
        let mut connection =
            Connection { stream, service, peer, server, shared, answer_begins, client_is_gone };
        // If no thread can be had, the connection is dropped and so closed.
        let _ = thread::Builder::new().spawn(move || {
            if let Err(error) = connection.hold(conversation) {
                log::info!("{service:?}: the connection of {peer} ended early: {error}");
            }
            drop(permit);
        });
    }
}

impl Connection {
    fn hold(&mut self, conversation: fn(&mut Connection) -> io::Result<()>) -> io::Result<()> {
        self.tell(Kind::Connected, &[]);
        self.set_idle_timeout(IDLE_TIMEOUT)?;
        self.stream.set_write_timeout(Some(IDLE_TIMEOUT))?;
        self.stream.set_nodelay(true)?; // slow pieces are sent one by one
        conversation(self)?;
        self.stream.shutdown(Shutdown::Write)?;
        self.tell(Kind::ServerEnded, &[]);
        // Closed with unread bytes, the connection would be reset: so what still comes is
        // discarded, as common::net::close_gracefully does, but seen by whoever watches.
        let deadline = Instant::now() + LINGER_TIMEOUT;
        let mut discarded = [0; 4096];
        self.set_idle_timeout(LINGER_TIMEOUT)?;
        while !self.client_is_gone && Instant::now() < deadline {
            let _ = self.read(&mut discarded)?;
        }
        Ok(())
    }

    /// Limits how long a receive waits.
    pub(crate) fn set_idle_timeout(&self, time: Duration) -> io::Result<()> {
        self.stream.set_read_timeout(Some(time))
    }

    fn tell(&self, kind: Kind, bytes: &[u8]) {
        let (service, client, server) = (self.service, self.peer, self.server);
        let transport = Transport::Tcp;
        self.shared.watcher.tell(Event { service, transport, client, server, kind, bytes });
    }

    /// Notes that the connection was reset, if `error` says so.
    fn check_reset(&mut self, error: io::Error) -> io::Error {
        use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
        if matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset)
            && !std::mem::replace(&mut self.client_is_gone, true)
        {
            self.tell(Kind::Reset, &[]);
        }
        error
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.tell(Kind::Closed, &[]);
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.answer_begins = true;
        let count = self.stream.read(buffer).map_err(|error| self.check_reset(error))?;
        match count {
            0 if std::mem::replace(&mut self.client_is_gone, true) => {}
            0 => self.tell(Kind::ClientEnded, &[]),
            _ => self.tell(Kind::Received, &buffer[..count]),
        }
        Ok(count)
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let trouble = Arc::clone(&self.shared.trouble);
        if std::mem::take(&mut self.answer_begins) {
            thread::sleep(trouble.delay.unwrap_or_default());
        }
        let piece = &bytes[..trouble.piece(bytes.len())];
        let count = self.stream.write(piece).map_err(|error| self.check_reset(error))?;
        self.tell(Kind::Sent, &piece[..count]);
        thread::sleep(trouble.time_for(count));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // a socket keeps nothing back
    }
}
