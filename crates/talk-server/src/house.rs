//! The conversations that are open: how many there may be at once, and how they end in good order.

use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a peer may leave its answers unread before it is let go.
pub const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the end of a conversation waits for the peer's own end of file.
pub const FAREWELL: Duration = Duration::from_secs(1);

/// The conversations that are open. Each is a [`Guest`].
#[derive(Debug)]
pub struct House {
    rooms: Mutex<Rooms>,
    someone_left: Condvar,
}

#[derive(Debug)]
struct Rooms {
    most: usize,
    streams: HashMap<u64, Arc<TcpStream>>,
    next_number: u64,
}

/// A peer in conversation: reads and writes go to it. Dropping it ends the conversation and frees its place.
#[derive(Debug)]
pub struct Guest {
    house: Arc<House>,
    number: u64,
    address: SocketAddr,
    // The house holds the same stream, and so the same one descriptor, to end it when the server stops.
    stream: Arc<TcpStream>,
}

impl House {
    /// A house for `most` guests at once.
    pub fn new(most: usize) -> Arc<Self> {
        let rooms = Rooms { most, streams: HashMap::new(), next_number: 0 };
        Arc::new(House { rooms: Mutex::new(rooms), someone_left: Condvar::new() })
    }

    /// Lets the peer at `address` in. A full house gives the stream back.
    ///
    /// # Errors
    /// The stream, when there is no place.
    pub fn admit(
        self: &Arc<Self>,
        stream: TcpStream,
        address: SocketAddr,
    ) -> Result<Guest, TcpStream> {
        let mut rooms = self.lock();
        if rooms.streams.len() >= rooms.most {
            return Err(stream);
        }
        let number = rooms.next_number;
        rooms.next_number += 1;
        let stream = Arc::new(stream);
        rooms.streams.insert(number, Arc::clone(&stream));
        Ok(Guest { house: Arc::clone(self), number, address, stream })
    }

    /// Lets nobody in any more, shows every guest the end of file, and waits until they have left, but no longer than
    /// [`FAREWELL`]. Meanwhile their own threads take what they still send.
    pub fn close(&self) {
        let mut rooms = self.lock();
        rooms.most = 0;
        for stream in rooms.streams.values() {
            let _ = stream.shutdown(Shutdown::Write); // a peer that is gone already needs no end
        }
        let _ = self
            .someone_left
            .wait_timeout_while(rooms, FAREWELL, |rooms| !rooms.streams.is_empty());
    }

    fn lock(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    /// The peer's IP address and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Gives every receive the time `idle` and every send [`SEND_TIMEOUT`], and has small answers sent at once (TCP_NODELAY).
    ///
    /// # Errors
    /// When the peer has gone already (some systems then refuse to set anything).
    pub fn set_deadlines(&self, idle: Duration) -> io::Result<()> {
        self.stream.set_read_timeout(Some(idle))?;
        self.stream.set_write_timeout(Some(SEND_TIMEOUT))?;
        self.stream.set_nodelay(true)
    }

    /// Ends the conversation so that the peer reads every answer and then the end of file. Closing alone would not do: a
    /// socket that is closed while bytes lie in it unread resets the connection, and the peer loses what it had not read
    /// yet (RFC 9293, section 3.10.4). So: end our side, and throw away what still comes until the peer ends its own.
    pub fn say_farewell(self) {
        log::info!("shutdown: {} gets our end of file", self.address);
        let _ = self.stream.shutdown(Shutdown::Write); // it fails where the peer is gone already
        let deadline = Instant::now() + FAREWELL;
        let mut ignored = [0; 4096];
        loop {
            let time_left = deadline.saturating_duration_since(Instant::now());
            if time_left.is_zero() || self.stream.set_read_timeout(Some(time_left)).is_err() {
                break;
            }
            match self.stream.as_ref().read(&mut ignored) {
                Ok(1..) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => break,
            }
        }
        log::info!("close: the conversation with {} is over", self.address);
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.house.lock().streams.remove(&self.number);
        self.house.someone_left.notify_all();
    }
}

/// A receive: recv(2).
impl Read for &Guest {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.stream.as_ref().read(buffer) {
                // On Linux, a server that was stopped (Ctrl-Z) and goes on finds its receive interrupted.
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_timeout(&error) => {
                    return Err(timeout("has said nothing for too long"));
                }
                Err(error) => return Err(error),
                Ok(0) => {
                    log::info!("recv: 0 bytes from {}: its end of file", self.address);
                    return Ok(0);
                }
                Ok(count) => {
                    log::info!(
                        "recv: {count} bytes from {}: {}",
                        self.address,
                        common::escape_untrusted(&buffer[..count])
                    );
                    return Ok(count);
                }
            }
        }
    }
}

/// A send: send(2).
impl Write for &Guest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.stream.as_ref().write(bytes) {
            Err(error) if is_timeout(&error) => Err(timeout("does not read its answers")),
            Err(error) => Err(error),
            Ok(count) => {
                log::info!(
                    "send: {count} bytes to {}: {}",
                    self.address,
                    common::escape_untrusted(&bytes[..count])
                );
                Ok(count)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // a socket keeps nothing back
    }
}

/// Whether the deadline of a receive or a send has passed. Unix calls it the first, Windows the second.
fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

fn timeout(what: &str) -> io::Error {
    io::Error::new(ErrorKind::TimedOut, what)
}
