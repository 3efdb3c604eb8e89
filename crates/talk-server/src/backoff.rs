//! A pause for the accept loop while the system has no room for another connection. The first
//! version would end at such an error; a loop without a pause would only waste a processor.

use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;

/// Clients leave meanwhile, and what they used becomes free.
const ACCEPT_BACKOFF: Duration = Duration::from_millis(100);

/// Pauses the accept loop, and warns when a shortage begins.
#[derive(Debug, Default)]
pub struct Backoff {
    has_warned: bool,
}

impl Backoff {
    /// Waits a little if the system has no descriptor, thread or memory left for a connection, and
    /// calls `warn` once for each shortage. If only that client is gone again, there is no reason
    /// to wait: the next may be fine.
    pub fn pause_if_needed(&mut self, accepted: &io::Result<()>, warn: impl FnOnce(&io::Error)) {
        match accepted {
            Ok(()) => self.has_warned = false,
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(error) => {
                if !self.has_warned {
                    warn(error);
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
    use std::time::Instant;

    #[test]
    fn warns_once_for_each_shortage_and_never_waits_for_a_client_that_left() {
        let (mut backoff, mut warnings) = (Backoff::default(), 0);
        let mut after = |result: io::Result<()>| {
            let started = Instant::now();
            backoff.pause_if_needed(&result, |_| warnings += 1);
            (started.elapsed() >= ACCEPT_BACKOFF, warnings)
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
