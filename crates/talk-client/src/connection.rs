//! One connection, used by two threads at once. The first version sent everything before it
//! received anything, waited for ever for a silent server, and could not say why it failed.

use std::io::{self, ErrorKind, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use common::net::retry_interrupted;
use socket2::{SockRef, TcpKeepalive};

use crate::{receive, send_all, shutdown_write};

/// How long a peer may be silent before the operating system probes it (TCP keepalive).
const KEEPALIVE: Duration = Duration::from_secs(60);

/// After the peer's end of file, an input without end (`sleep 9 |`) may be silent for this long. A
/// person is not waited for.
const INPUT_GRACE: Duration = Duration::from_secs(1);

/// How long one thread may wait for what another one is about to report.
const REPORT_TIME: Duration = Duration::from_millis(20);

/// How often a receive is tried within the idle time. The try during which our last byte goes out
/// does not count, so a silent peer is disconnected at most one try late.
const RECEIVE_TRIES: u32 = 8;

/// How often a send is tried within the idle time.
///
/// Linux wakes a sender that waits only when a third of the socket's buffer is free again, which
/// may be a megabyte. The next try takes what little room there is. So a peer that has read anything
/// is never taken for one that does not read. (On Windows nobody knows what a send took before its
/// deadline: no second try.)
const SEND_TRIES: u32 = if cfg!(windows) { 1 } else { 8 };

/// The error of a send or receive whose own deadline has passed (SO_SNDTIMEO, SO_RCVTIMEO). On Unix
/// `TimedOut` is something else: the operating system has given the peer up.
const DEADLINE_PASSED: ErrorKind =
    if cfg!(windows) { ErrorKind::TimedOut } else { ErrorKind::WouldBlock };

/// What ends a conversation too early.
#[derive(Debug)]
pub enum ConversationError {
    /// The peer has accepted no data for the idle time.
    SendTimedOut,
    /// The peer has sent no data for the idle time, although it was its turn.
    ReceiveTimedOut,
    /// A send or receive failed.
    Connection(io::Error),
    /// Standard input could not be read.
    Input(io::Error),
}

/// What the sending thread is doing.
#[derive(Debug, PartialEq, Eq)]
enum Sender {
    WaitsForInput,
    Sends,
    Ended,
}

/// What the two threads share.
#[derive(Debug)]
struct Shared {
    stream: TcpStream,
    input_grace: Duration,
    sender: Mutex<Sender>,
    changed: Condvar,
}

impl Shared {
    fn sender(&self) -> MutexGuard<'_, Sender> {
        self.sender.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_sender(&self, sender: Sender) {
        *self.sender() = sender;
        self.changed.notify_all();
    }
}

/// Reports the two ends of a new connection. The operating system has chosen the port at ours.
pub fn log_addresses(stream: &TcpStream) {
    if let (Ok(ours), Ok(theirs)) = (stream.local_addr(), stream.peer_addr()) {
        log::info!("socket, connect: connected from our {ours} to their {theirs}");
    }
}

/// Splits a connection into its two halves. `idle` is the longest silence of the peer. If the input
/// `is_typed`, a person decides when to stop waiting, and the operating system probes the peer.
pub fn split(stream: TcpStream, idle: Duration, is_typed: bool) -> (SendHalf, ReceiveHalf) {
    // If one of these cannot be set, the connection is broken, and the first receive reports it.
    let _ = stream.set_write_timeout(Some(idle / SEND_TRIES));
    let _ = stream.set_read_timeout((!is_typed).then_some(idle / RECEIVE_TRIES));
    if is_typed {
        let keepalive = TcpKeepalive::new().with_time(KEEPALIVE);
        let _ = SockRef::from(&stream).set_tcp_keepalive(&keepalive);
    }
    let input_grace = if is_typed { REPORT_TIME } else { INPUT_GRACE };
    let sender = Mutex::new(Sender::WaitsForInput);
    let shared = Arc::new(Shared { stream, input_grace, sender, changed: Condvar::new() });
    (SendHalf(Arc::clone(&shared)), ReceiveHalf(shared))
}

/// The half that sends. If it is dropped before it is finished, it disconnects: the answer to a
/// text that was not sent whole would never come.
#[derive(Debug)]
pub struct SendHalf(Arc<Shared>);

impl SendHalf {
    /// Sends all of `bytes`.
    ///
    /// # Errors
    /// If the peer is gone, or accepts nothing for the idle time.
    pub fn send(&mut self, bytes: &[u8]) -> Result<(), ConversationError> {
        self.0.set_sender(Sender::Sends);
        send_all(self, bytes).map_err(|error| match error.kind() {
            DEADLINE_PASSED => ConversationError::SendTimedOut,
            _ => ConversationError::Connection(error),
        })?;
        self.0.set_sender(Sender::WaitsForInput);
        Ok(())
    }

    /// Closes this half: the peer receives the end of file.
    ///
    /// # Errors
    /// If the peer is gone.
    pub fn finish(self) -> Result<(), ConversationError> {
        self.0.set_sender(Sender::Sends);
        shutdown_write(&self.0.stream).map_err(ConversationError::Connection)?;
        log::info!("shutdown: our half is closed, so the server receives the end of file");
        self.0.set_sender(Sender::Ended);
        Ok(())
    }
}

impl Drop for SendHalf {
    fn drop(&mut self) {
        if *self.0.sender() != Sender::Ended {
            // In this order: the other thread must not take the shutdown for the peer's end.
            self.0.set_sender(Sender::Ended);
            let _ = self.0.stream.shutdown(Shutdown::Both); // it may be closed already
        }
    }
}

impl Write for SendHalf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut tries_left = SEND_TRIES;
        let sent = loop {
            tries_left -= 1;
            match retry_interrupted(|| (&self.0.stream).write(bytes)) {
                Err(error) if error.kind() == DEADLINE_PASSED && tries_left > 0 => {}
                sent => break sent?,
            }
        };
        log::info!("send: {sent} bytes");
        Ok(sent)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // a socket has nothing to flush
    }
}

/// The half that receives.
#[derive(Debug)]
pub struct ReceiveHalf(Arc<Shared>);

impl ReceiveHalf {
    /// What one receive gives, or `None` at the peer's end of file. While the peer waits for us, it
    /// need not answer: the idle time begins when everything has been sent.
    ///
    /// # Errors
    /// If the connection breaks, or the peer is silent for the idle time.
    pub fn receive(&self) -> Result<Option<Vec<u8>>, ConversationError> {
        let mut silent_tries = 0;
        while silent_tries < RECEIVE_TRIES {
            let is_peers_turn = *self.0.sender() == Sender::Ended;
            match retry_interrupted(|| receive(&mut &self.0.stream)) {
                Ok(received) => {
                    self.log_receive(received.as_deref());
                    return Ok(received);
                }
                Err(error) if error.kind() == DEADLINE_PASSED => {
                    silent_tries += u32::from(is_peers_turn);
                }
                Err(error) => return Err(ConversationError::Connection(error)),
            }
        }
        Err(ConversationError::ReceiveTimedOut)
    }

    /// An answer may come before the thread that sent the question has reported that. Waits for it,
    /// but not long: it may be in the middle of a long send.
    fn log_receive(&self, received: Option<&[u8]>) {
        if log::log_enabled!(log::Level::Info) {
            let sends = |sender: &mut Sender| *sender == Sender::Sends;
            drop(self.0.changed.wait_timeout_while(self.0.sender(), REPORT_TIME, sends));
        }
        match received {
            Some(bytes) => log::info!("recv: {} bytes", bytes.len()),
            None => log::info!("recv: 0 bytes, the server's end of file"),
        }
    }

    /// To be asked at the end of file. Waits until the sending thread has sent what it has, and
    /// returns true if it has ended, by itself or because it failed. Returns false if it waits for
    /// more input and none comes.
    pub fn sender_has_ended(&self) -> bool {
        let mut sender = self.0.sender();
        while *sender != Sender::Ended {
            let waited = self.0.changed.wait_timeout(sender, self.0.input_grace);
            let (now, wait) = waited.unwrap_or_else(PoisonError::into_inner);
            if wait.timed_out() && *now == Sender::WaitsForInput {
                return false;
            }
            sender = now;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;
    use std::thread;
    use std::time::Instant;

    use super::*;

    const SHORT: Duration = Duration::from_millis(200);
    const LONG: Duration = Duration::from_secs(10);

    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let ours = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (ours, listener.accept().unwrap().0)
    }

    /// The two threads in the order that lost an error: the peer ends its half, the main thread
    /// sees that, and only then the send that has begun fails.
    #[test]
    fn a_send_that_fails_after_the_peers_end_of_file_is_not_lost() {
        let (ours, mut theirs) = pair();
        let (mut sending, receiving) = split(ours, LONG, true);
        let sender = thread::spawn(move || {
            let sent = sending.send(&vec![b'x'; 30_000_000]);
            thread::sleep(SHORT); // the slowest way from the failed send to the end of the thread
            sent
        });
        theirs.read_exact(&mut [0]).unwrap();
        theirs.shutdown(Shutdown::Write).unwrap();
        assert!(matches!(receiving.receive(), Ok(None)));
        SockRef::from(&theirs).set_linger(Some(Duration::ZERO)).unwrap();
        let reset = thread::spawn(move || {
            thread::sleep(SHORT);
            drop(theirs);
        });
        assert!(receiving.sender_has_ended(), "it is in the middle of a send");
        assert!(matches!(sender.join().unwrap(), Err(ConversationError::Connection(_))));
        reset.join().unwrap();
    }

    /// The same for an error that is not the connection's: it disconnects, and the end of file that
    /// the main thread sees then is our own doing.
    #[test]
    fn our_own_disconnecting_is_not_taken_for_the_peers_end() {
        let (ours, _theirs) = pair();
        let (sending, receiving) = split(ours, LONG, true);
        let sender = thread::spawn(move || {
            drop(sending); // as after an input that cannot be read
            thread::sleep(SHORT);
        });
        assert!(matches!(receiving.receive(), Ok(None)));
        assert!(receiving.sender_has_ended());
        sender.join().unwrap();
    }

    #[test]
    fn a_person_who_types_is_not_waited_for_and_an_open_pipe_only_for_a_moment() {
        for (is_typed, shortest) in [(true, Duration::ZERO), (false, INPUT_GRACE)] {
            let (ours, theirs) = pair();
            let (_sending, receiving) = split(ours, LONG, is_typed);
            drop(theirs);
            assert!(matches!(receiving.receive(), Ok(None)));
            let started = Instant::now();
            assert!(!receiving.sender_has_ended());
            assert!((shortest..shortest + INPUT_GRACE).contains(&started.elapsed()));
        }
    }
}
