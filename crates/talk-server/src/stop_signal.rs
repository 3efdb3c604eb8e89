//! How the server reaches its end while `accept` waits. The first version accepted only once, and
//! ended with that client.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

/// A flag that every thread can set, and that one thread waits for.
#[derive(Debug)]
pub struct StopSignal {
    is_set: AtomicBool,
    waiting: Thread,
}

impl StopSignal {
    /// A signal that the calling thread will wait for.
    pub fn for_this_thread() -> Self {
        StopSignal { is_set: AtomicBool::new(false), waiting: thread::current() }
    }

    /// Asks the server to stop. Asking twice does no harm.
    pub fn set(&self) {
        self.is_set.store(true, Ordering::SeqCst);
        self.waiting.unpark();
    }

    /// True after the first call of [`StopSignal::set`].
    pub fn is_set(&self) -> bool {
        self.is_set.load(Ordering::SeqCst)
    }

    /// Runs `accept_loop` in a thread of its own, and returns when the signal is set.
    ///
    /// The thread is left where it is, most likely in `accept`, and ends with the program. No call
    /// wakes it on every system: shutting a listening socket down does so on Linux only, and a
    /// connection from ourselves cannot get in where the backlog is full.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub fn run_until_set(&self, accept_loop: impl FnOnce() + Send + 'static) -> io::Result<()> {
        thread::Builder::new().spawn(accept_loop)?;
        while !self.is_set() {
            thread::park(); // until `set` calls `unpark`, which may have happened already
        }
        Ok(())
    }
}
