//! One connection, used by two threads at once. The first version sent everything before it
//! received anything, waited for ever for a silent server, and could not say why it failed.

use std::io::{self, ErrorKind, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use common::net::retry_interrupted;
use socket2::{SockRef, TcpKeepalive};

use crate::{receive, send_all, shutdown_write};

/// How long a peer may be silent before the operating system probes it (TCP keepalive).
const KEEPALIVE: Duration = Duration::from_secs(60);

/// After the peer's end of file, an input without end (`sleep 9 |`) may be silent for this long.
const INPUT_GRACE: Duration = Duration::from_secs(1);

/// With `--explain`, how long a report of a receive may wait for that of the send before it.
const REPORT_TIME: Duration = Duration::from_millis(20);

/// How often a send is tried within the idle time.
///
/// Linux wakes a sender that waits only when a third of the socket's buffer is free again, which
/// may be a megabyte. The next try takes what little room there is. So a peer that has read anything
/// is never taken for one that does not read. (On Windows nobody knows what a send took before its
/// deadline: no second try.)
const SEND_TRIES: u32 = if cfg!(windows) { 1 } else { 8 };

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
#[derive(Debug, Clone, Copy)]
enum Sender {
    WaitsForInput { since: Instant },
    Sends,
    Finished { at: Instant },
}

#[derive(Debug)]
struct Shared {
    stream: TcpStream,
    sender: Mutex<Sender>,
    changed: Condvar,
}

impl Shared {
    fn sender(&self) -> MutexGuard<'_, Sender> {
        self.sender.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An answer may come before the thread that sent the question has reported that. Waits for it,
    /// but not long: it may be in the middle of a long send.
    fn let_sender_report(&self) {
        let sends = |sender: &mut Sender| matches!(sender, Sender::Sends);
        let _ = self.changed.wait_timeout_while(self.sender(), REPORT_TIME, sends);
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
    if is_typed {
        let keepalive = TcpKeepalive::new().with_time(KEEPALIVE);
        let _ = SockRef::from(&stream).set_tcp_keepalive(&keepalive);
    }
    let sender = Mutex::new(Sender::WaitsForInput { since: Instant::now() });
    let shared = Arc::new(Shared { stream, sender, changed: Condvar::new() });
    let sending = SendHalf { shared: Arc::clone(&shared), idle, is_finished: false };
    let (idle, grace) = if is_typed { (None, Duration::ZERO) } else { (Some(idle), INPUT_GRACE) };
    (sending, ReceiveHalf { shared, idle, grace })
}

/// The half that sends. If it is dropped before it is finished, it disconnects: the answer to a
/// text that was not sent whole would never come.
#[derive(Debug)]
pub struct SendHalf {
    shared: Arc<Shared>,
    idle: Duration,
    is_finished: bool,
}

impl SendHalf {
    /// Sends all of `bytes`.
    ///
    /// # Errors
    /// If the peer is gone, or accepts nothing for the idle time.
    pub fn send(&mut self, bytes: &[u8]) -> Result<(), ConversationError> {
        self.shared.set_sender(Sender::Sends);
        send_all(self, bytes).map_err(|error| match error.kind() {
            kind if kind == DEADLINE_PASSED => ConversationError::SendTimedOut,
            _ => ConversationError::Connection(error),
        })?;
        self.shared.set_sender(Sender::WaitsForInput { since: Instant::now() });
        Ok(())
    }

    /// Closes this half: the peer receives the end of file.
    ///
    /// # Errors
    /// If the peer is gone.
    pub fn finish(mut self) -> Result<(), ConversationError> {
        self.shared.set_sender(Sender::Sends);
        shutdown_write(&self.shared.stream).map_err(ConversationError::Connection)?;
        log::info!("shutdown: our half is closed, so the server receives the end of file");
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for SendHalf {
    fn drop(&mut self) {
        // Before the shutdown: the receiving thread must not take its effect for the peer's end.
        self.shared.set_sender(Sender::Finished { at: Instant::now() });
        if !self.is_finished {
            let _ = self.shared.stream.shutdown(Shutdown::Both); // it may be closed already
        }
    }
}

impl Write for SendHalf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let started = Instant::now();
        loop {
            match retry_interrupted(|| (&self.shared.stream).write(bytes)) {
                Err(error)
                    if error.kind() == DEADLINE_PASSED
                        && SEND_TRIES > 1
                        && started.elapsed() < self.idle => {}
                Err(error) => return Err(error),
                Ok(sent) => {
                    log::info!("send: {sent} bytes");
                    return Ok(sent);
                }
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // a socket has nothing to flush
    }
}

/// The half that receives.
#[derive(Debug)]
pub struct ReceiveHalf {
    shared: Arc<Shared>,
    idle: Option<Duration>,
    grace: Duration,
}

impl ReceiveHalf {
    /// What one receive gives, or `None` at the peer's end of file. While the peer waits for us, it
    /// need not answer: the idle time begins when everything has been sent.
    ///
    /// # Errors
    /// If the connection breaks, or the peer is silent for the idle time.
    pub fn receive(&mut self) -> Result<Option<Vec<u8>>, ConversationError> {
        let started = Instant::now();
        let mut time_left = self.idle;
        loop {
            let _ = self.shared.stream.set_read_timeout(time_left);
            match retry_interrupted(|| receive(&mut &self.shared.stream)) {
                Ok(received) => {
                    if log::log_enabled!(log::Level::Info) {
                        self.shared.let_sender_report();
                    }
                    match &received {
                        Some(bytes) => log::info!("recv: {} bytes", bytes.len()),
                        None => log::info!("recv: 0 bytes, the server's end of file"),
                    }
                    return Ok(received);
                }
                Err(error) if error.kind() == DEADLINE_PASSED => {}
                Err(error) => return Err(ConversationError::Connection(error)),
            }
            if let (Some(idle), Sender::Finished { at }) = (self.idle, *self.shared.sender()) {
                time_left = idle.checked_sub(started.max(at).elapsed());
                if time_left.is_none_or(|left| left.is_zero()) {
                    return Err(ConversationError::ReceiveTimedOut);
                }
            }
        }
    }

    /// To be asked at the end of file. Waits until the sending thread has sent what it has, and
    /// returns true if it has ended, by itself or because it failed. Returns false if it waits for
    /// more input and none comes.
    pub fn sender_has_ended(&self) -> bool {
        let started = Instant::now();
        let mut sender = self.shared.sender();
        loop {
            let changed = &self.shared.changed;
            let woken = match *sender {
                Sender::Finished { .. } => return true,
                Sender::Sends => changed.wait(sender),
                Sender::WaitsForInput { since } => {
                    let time_left = self.grace.saturating_sub(since.max(started).elapsed());
                    if time_left.is_zero() {
                        return false;
                    }
                    let woken = changed.wait_timeout(sender, time_left);
                    Ok(woken.unwrap_or_else(PoisonError::into_inner).0)
                }
            };
            sender = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The error of a send or receive whose own deadline has passed (SO_SNDTIMEO, SO_RCVTIMEO). On Unix
/// `TimedOut` is something else: the operating system has given the peer up.
const DEADLINE_PASSED: ErrorKind =
    if cfg!(windows) { ErrorKind::TimedOut } else { ErrorKind::WouldBlock };

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;
    use std::thread;

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
        let (mut sending, mut receiving) = split(ours, LONG, true);
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
        let (sending, mut receiving) = split(ours, LONG, true);
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
            let (_sending, mut receiving) = split(ours, LONG, is_typed);
            drop(theirs);
            assert!(matches!(receiving.receive(), Ok(None)));
            let started = Instant::now();
            assert!(!receiving.sender_has_ended());
            assert!((shortest..shortest + INPUT_GRACE).contains(&started.elapsed()));
        }
    }
}
