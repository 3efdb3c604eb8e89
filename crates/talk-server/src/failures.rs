//! What can go wrong with the listening socket, as sentences.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use common::UserError;

/// Why nobody can listen at `address`, as a sentence, with what to try next.
pub fn cannot_listen(address: SocketAddr, error: io::Error) -> anyhow::Error {
    let (why, try_next) = match error.kind() {
        ErrorKind::AddrInUse => (
            "another program has that port already",
            "Choose another port with --port, or see who has it: cargo run -p lookup -- --listening",
        ),
        ErrorKind::PermissionDenied => (
            "the system keeps that port for itself (ports below 1024 often are)",
            "Choose a higher port: --port 9087",
        ),
        ErrorKind::AddrNotAvailable => (
            "this computer has no such address",
            "See the addresses that it has: cargo run -p lookup -- --here",
        ),
        _ => ("the system refused", "Run it again with --explain to see the system's own reason."),
    };
    anyhow::Error::new(error)
        .context(UserError::new(format!("cannot listen on {address}: {why}"), try_next))
}
