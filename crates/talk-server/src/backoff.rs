//! A pause for the accept loop while the system has no room for another connection. The first
//! version would end at such an error; a loop without a pause would only waste a processor.

use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;

/// Clients leave meanwhile, and what they used becomes free.
const ACCEPT_BACKOFF: Duration = Duration::from_millis(100);

/// Pauses the accept loop, and warns when a shortage begins.
#[derive(Debug)]
pub struct Backoff {
    warn: fn(&io::Error),
    has_warned: bool,
}

impl Backoff {
    /// A back-off that calls `warn` once for each shortage.
    pub fn new(warn: fn(&io::Error)) -> Self {
        Backoff { warn, has_warned: false }
    }

    /// Waits a little if the system has no descriptor, thread or memory left for a connection. If
    /// only that client is gone again, there is no reason to wait: the next may be fine.
    pub fn pause_if_out_of_resources(&mut self, accepted: &io::Result<()>) {
        match accepted {
            Ok(()) => self.has_warned = false,
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(error) => {
                if !self.has_warned {
                    (self.warn)(error);
                }
                self.has_warned = true;
                thread::sleep(ACCEPT_BACKOFF);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Instant;

    static WARNINGS: AtomicUsize = AtomicUsize::new(0);

    #[test]
    fn warns_once_for_each_shortage_and_never_waits_for_a_client_that_left() {
        let mut backoff = Backoff::new(|_| {
            WARNINGS.fetch_add(1, Ordering::Relaxed);
        });
        let mut after = |result: io::Result<()>| {
            let started = Instant::now();
            backoff.pause_if_out_of_resources(&result);
            (started.elapsed() >= ACCEPT_BACKOFF, WARNINGS.load(Ordering::Relaxed))
        };
        let shortage = || Err(ErrorKind::OutOfMemory.into());
        assert_eq!(after(Ok(())), (false, 0));
        assert_eq!(after(Err(ErrorKind::ConnectionAborted.into())), (false, 0));
        assert_eq!(after(shortage()), (true, 1));
        assert_eq!(after(shortage()), (true, 1));
        assert_eq!(after(Ok(())), (false, 1));
        assert_eq!(after(shortage()), (true, 2));
    }
}
