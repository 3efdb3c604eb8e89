//! Ctrl-C, and on Unix SIGTERM and SIGHUP. The terminal's Ctrl-C does not reach the programs of
//! [`process::run`], which have groups of their own; and if it ended us at once, nobody would end
//! them. So it only sets a flag, at which they are stopped.
//!
//! [`process::run`]: crate::process::run

use anyhow::{Context, Result, anyhow};
use std::sync::atomic::{AtomicBool, Ordering};

static CAME: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C sets the flag and does nothing else: what waits has to look at it.
pub(crate) fn listen() -> Result<()> {
    ctrlc::set_handler(|| CAME.store(true, Ordering::Relaxed))
        .context("the system does not tell of Ctrl-C")
}

/// Whether Ctrl-C came.
pub(crate) fn came() -> bool {
    CAME.load(Ordering::Relaxed)
}

/// `result`; but where Ctrl-C came, an error says that and nothing else, for all else failed
/// because of it.
pub(crate) fn named<Done>(result: Result<Done>) -> Result<Done> {
    match result {
        Err(error) if came() => {
            log::info!("the cause: {error:#}");
            Err(anyhow!("interrupted; what was started is stopped"))
        }
        result => result,
    }
}
