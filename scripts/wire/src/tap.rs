//! The tap: takes connections, and passes every piece on to a server on this computer and back,
//! unchanged. Half-closes and resets are passed on too.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use practice_net::events::Transport;
use socket2::SockRef;

use crate::history::{Kind, Server};

/// Limit on the connections at once; the next one is closed at once.
const MAX_CONNECTIONS: usize = 512;

/// Limit on silence. A little more than talk-server allows, so that its end is what is seen.
const IDLE_TIMEOUT: Duration = Duration::from_secs(660);

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

const WRITE_TIMEOUT: Duration = Duration::from_secs(60);

/// One receive of the tap. It is larger than those of the programs, so that it does not cut what
/// they send.
const PIECE_SIZE: usize = 64 * 1024;

/// Each connection has two threads, with one buffer each.
const STACK_SIZE: usize = 256 * 1024;

/// Who is told what happens: the ends (the client's and the server's address), what, and the bytes.
pub(crate) type Tell = dyn Fn(Server, Transport, [SocketAddr; 2], Kind, &[u8]) + Send + Sync;

/// Passes on what comes to `listener`, until the process ends.
pub(crate) fn run(listener: &TcpListener, target: u16, tell: &Arc<Tell>) {
    let open = Arc::new(AtomicUsize::new(0));
    loop {
        let Ok((stream, client)) = listener.accept() else {
            thread::sleep(Duration::from_millis(10)); // the next try may fail as fast
            continue;
        };
        if open.fetch_add(1, Ordering::Relaxed) >= MAX_CONNECTIONS {
            open.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let (tell, count) = (Arc::clone(tell), Arc::clone(&open));
        let target = SocketAddr::from((Ipv4Addr::LOCALHOST, target));
        let spawned = thread::Builder::new().stack_size(STACK_SIZE).spawn(move || {
            if let Err(error) = pass_on(stream, [client, target], &tell) {
                log::info!("tap: the connection of {client} ended early: {error}");
            }
            count.fetch_sub(1, Ordering::Relaxed);
        });
        if spawned.is_err() {
            open.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Both streams, and who is told of them.
struct Tapped {
    client: TcpStream,
    server: TcpStream,
    ends: [SocketAddr; 2],
    tell: Arc<Tell>,
    is_reset: AtomicBool,
}

fn pass_on(client: TcpStream, ends: [SocketAddr; 2], tell: &Arc<Tell>) -> io::Result<()> {
    tell(Server::Tap, Transport::Tcp, ends, Kind::Connected, &[]);
    let server = match TcpStream::connect_timeout(&ends[1], CONNECT_TIMEOUT) {
        Ok(server) => server,
        Err(error) => {
            // Nobody listens there. The client learns it as a reset, since it is connected already.
            tell(Server::Tap, Transport::Tcp, ends, Kind::ServerReset, &[]);
            SockRef::from(&client).set_linger(Some(Duration::ZERO))?;
            return Err(error);
        }
    };
    for stream in [&client, &server] {
        stream.set_nodelay(true)?; // every piece is passed on at once
        stream.set_read_timeout(Some(IDLE_TIMEOUT))?;
        stream.set_write_timeout(Some(WRITE_TIMEOUT))?;
    }
    let tell = Arc::clone(tell);
    let tapped = Arc::new(Tapped { client, server, ends, tell, is_reset: AtomicBool::new(false) });
    let other = Arc::clone(&tapped);
    let back = thread::Builder::new().stack_size(STACK_SIZE).spawn(move || {
        let resets = [Kind::ServerReset, Kind::ClientReset];
        other.copy([&other.server, &other.client], Kind::Sent, Kind::ServerEnded, resets);
    })?;
    let resets = [Kind::ClientReset, Kind::ServerReset];
    tapped.copy([&tapped.client, &tapped.server], Kind::Received, Kind::ClientEnded, resets);
    let _ = back.join();
    tapped.see(Kind::Closed, &[]);
    Ok(())
}

impl Tapped {
    /// Passes on what comes from one stream to the other, and reports it: each piece, the end of
    /// file, and a reset at either end.
    fn copy(&self, [mut from, mut to]: [&TcpStream; 2], piece: Kind, end: Kind, resets: [Kind; 2]) {
        let mut buffer = [0; PIECE_SIZE];
        loop {
            let received = common::net::retry_interrupted(|| from.read(&mut buffer));
            if self.is_reset.load(Ordering::SeqCst) {
                return; // the other direction was reset, and has told so
            }
            match received {
                Ok(0) => {
                    self.see(end, &[]);
                    let _ = to.shutdown(Shutdown::Write);
                    return;
                }
                Ok(count) => {
                    self.see(piece, &buffer[..count]);
                    if let Err(error) = to.write_all(&buffer[..count]) {
                        return self.reset(resets[1], &error);
                    }
                }
                Err(error) => return self.reset(resets[0], &error),
            }
        }
    }

    /// Both streams end with a reset when they are dropped. Wakes whoever still receives.
    fn reset(&self, kind: Kind, error: &io::Error) {
        if self.is_reset.swap(true, Ordering::SeqCst) {
            return;
        }
        if !common::net::is_timeout(error) {
            self.see(kind, &[]);
        }
        for stream in [&self.client, &self.server] {
            let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
            let _ = stream.shutdown(Shutdown::Read);
        }
    }

    fn see(&self, kind: Kind, bytes: &[u8]) {
        (self.tell)(Server::Tap, Transport::Tcp, self.ends, kind, bytes);
    }
}
