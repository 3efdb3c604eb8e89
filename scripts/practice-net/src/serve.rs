//! What the three services have in common: a thread for each connection, a limit on them, and an
//! orderly end.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::trouble::Trouble;

/// Limit on the connections of each service; the next one is closed at once.
const MAX_CONNECTIONS: usize = 256;

/// Limit on one send or receive: enough for a person who types a request by hand.
pub(crate) const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// After our end of file, how long we wait for the client's.
const LINGER_TIMEOUT: Duration = Duration::from_secs(2);

/// A client's connection to one of the services. Trouble that concerns all bytes happens here.
pub(crate) struct Connection {
    stream: TcpStream,
    pub(crate) peer: SocketAddr,
    pub(crate) trouble: Arc<Trouble>,
    /// True from a receive to the first send after it: that send begins an answer.
    answer_begins: bool,
}

/// Hands each connection of `listener` to `conversation`, on a thread of its own, until the process
/// ends.
pub(crate) fn serve(
    listener: &TcpListener,
    name: &'static str,
    trouble: &Arc<Trouble>,
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
            log::info!("{name}: too many connections, so the next one is closed at once");
            continue;
        }
        let trouble = Arc::clone(trouble);
        let mut connection = Connection { stream, peer, trouble, answer_begins: true };
        // If no thread can be had, the connection is dropped and so closed.
        let _ = thread::Builder::new().spawn(move || {
            if let Err(error) = connection.hold(conversation) {
                log::info!("{name}: the connection of {peer} ended early: {error}");
            }
            drop(permit);
        });
    }
}

impl Connection {
    fn hold(&mut self, conversation: fn(&mut Connection) -> io::Result<()>) -> io::Result<()> {
        self.set_idle_timeout(IDLE_TIMEOUT)?;
        self.stream.set_write_timeout(Some(IDLE_TIMEOUT))?;
        self.stream.set_nodelay(true)?; // slow pieces are sent one by one
        conversation(self)?;
        common::net::close_gracefully(&self.stream, LINGER_TIMEOUT);
        Ok(())
    }

    /// Limits how long a receive waits.
    pub(crate) fn set_idle_timeout(&self, time: Duration) -> io::Result<()> {
        self.stream.set_read_timeout(Some(time))
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.answer_begins = true;
        self.stream.read(buffer)
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.answer_begins) {
            thread::sleep(self.trouble.delay.unwrap_or_default());
        }
        let count = self.stream.write(&bytes[..self.trouble.piece(bytes.len())])?;
        thread::sleep(self.trouble.time_for(count));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // a socket keeps nothing back
    }
}
