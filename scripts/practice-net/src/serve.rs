//! What the three services have in common: a thread for each connection, no more than so many, and an orderly end.

use std::io::{self, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// So many connections at once for each service; the next one is closed at once.
const MAX_CONNECTIONS: usize = 256;

/// A client may take so long over one send or receive, a person who types over a question too.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// After our end of file, we wait so long for the client's.
const FAREWELL: Duration = Duration::from_secs(2);

/// Hands each connection of `listener` to `conversation`, on a thread of its own, until the process ends.
pub(crate) fn serve(
    listener: TcpListener,
    name: &'static str,
    conversation: fn(&TcpStream) -> io::Result<()>,
) {
    let present = Arc::new(());
    for connection in listener.incoming() {
        let Ok(stream) = connection else {
            // Out of descriptors, or a client that left again at once. Wait a little: the next try may fail as fast.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        let ticket = Arc::clone(&present);
        if Arc::strong_count(&present) > MAX_CONNECTIONS + 1 {
            log::info!("{name}: a full house, so the next client is let go at once");
            continue;
        }
        // Where no thread is to be had, the stream is dropped and so closed.
        let _ = thread::Builder::new().spawn(move || {
            let outcome = converse(&stream, conversation);
            if let Err(error) = outcome {
                log::info!("{name}: a conversation ended early: {error}");
            }
            drop(ticket);
        });
    }
}

fn converse(stream: &TcpStream, conversation: fn(&TcpStream) -> io::Result<()>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    conversation(stream)?;
    hang_up(stream)
}

/// Ends our half, then reads what the client still sends: closing with bytes unread would be a reset, and a reset may
/// take away what the client has not read yet.
fn hang_up(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(FAREWELL))?;
    let started = Instant::now();
    let mut ignored = [0; 4096];
    while started.elapsed() < FAREWELL && stream.read(&mut ignored)? > 0 {}
    Ok(())
}
