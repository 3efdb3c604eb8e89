//! How the server reaches its end while `accept` waits. The first version accepted only once, and
//! ended with that client.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A flag that every thread can set, and that the main thread waits for.
#[derive(Debug, Default)]
pub struct StopSignal {
    is_set: Mutex<bool>,
    changed: Condvar,
}

impl StopSignal {
    /// Asks the server to stop. Asking twice does no harm.
    pub fn set(&self) {
        *self.lock() = true;
        self.changed.notify_all();
    }

    /// True after the first call of [`StopSignal::set`].
    pub fn is_set(&self) -> bool {
        *self.lock()
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
        let is_set = self.changed.wait_while(self.lock(), |is_set| !*is_set);
        drop(is_set.unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
