//! What can go wrong, in sentences. The first version printed what the system calls it, and ended.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};

use common::net::is_timeout;
use common::{UserError, note};

/// Nobody can listen at `address`.
pub fn cannot_listen(address: SocketAddr, error: io::Error) -> anyhow::Error {
    let other_port = format!(
        "Choose another port with --port, or see who has it: cargo run -p lookup -- --ports {}",
        address.port()
    );
    let (why, hint) = match error.kind() {
        ErrorKind::AddrInUse => ("another program is using that port", other_port.as_str()),
        ErrorKind::PermissionDenied => (
            "that port is reserved (ports below 1024 usually need administrator rights; Windows \
             sets others aside)",
            "Choose another port with --port, or let the system choose: --port 0",
        ),
        ErrorKind::AddrNotAvailable => (
            "this computer does not have that address",
            "See the addresses that it has: cargo run -p lookup -- --here",
        ),
        _ => ("the system refused", "Run it again with --explain to see the system's own reason."),
    };
    anyhow::Error::new(error)
        .context(UserError::new(format!("cannot listen on {address}: {why}"), hint))
}

/// The thread that accepts cannot be started.
pub fn no_thread(error: io::Error) -> anyhow::Error {
    let hint = "Close some other programs, then start it again.";
    anyhow::Error::new(error).context(UserError::new("the system has no thread left", hint))
}

/// Warns if every computer on the network can connect.
pub fn warn_if_public(ip: IpAddr) {
    if ip.is_unspecified() {
        note(&format!(
            "{ip} is every address of this computer: anyone who can reach it can connect. To \
             accept connections from this computer only, add --local"
        ));
    }
}

/// Warns that new connections have to wait.
pub fn warn_out_of_resources(error: &io::Error) {
    log::info!("accept, or the thread for a connection, failed: {error}");
    note("cannot accept another connection just now: new clients have to wait.");
}

/// A conversation has failed; the others go on.
pub fn conversation_failed(peer: SocketAddr, error: &io::Error) {
    match error.kind() {
        _ if is_timeout(error) => note(&format!("{peer}: idle timeout, connection closed")),
        ErrorKind::WriteZero => {
            note(&format!("{peer} does not read our replies: connection closed"))
        }
        _ => log::info!("the connection with {peer} is lost: {error}"),
    }
}
