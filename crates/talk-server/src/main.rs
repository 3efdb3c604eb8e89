//! Waits on a TCP port and answers everyone who talks to it. These are its steps, each numbered
//! below where it starts:
//!
//! 1. socket, bind, listen: from now on, clients can connect
//! 2. accept: take one connection; a new thread holds the conversation
//! 3. recv, send: receive what has come, and answer it, again and again
//! 4. recv of 0 bytes: the peer will send no more
//! 5. shutdown, close: we send no more either, and give the socket back
//! 6. after a `bye`: end every other conversation in the same way, and the server
//!
//! In one terminal: `cargo run -p talk-server`. In another: `cargo run -p talk-client`.

use std::io::{self, Write};
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use common::Stdout;
use talk_server::connections::{Connections, Place};
use talk_server::{CloseReason, converse, errors, open_listener};
use talk_server::{backoff::Backoff, connection::Connection, framing::converse_in_lines};
use talk_server::{options::Options, output::SharedOutput};

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(options))
}

/// What all threads share.
struct Server {
    output: SharedOutput<Stdout>,
    connections: Connections,
    options: Options,
}

/// Memory reserved for each thread. Only what it touches is really used.
const STACK_SIZE: usize = 128 * 1024;

fn run(options: Options) -> anyhow::Result<()> {
    let server = Arc::new(Server {
        output: SharedOutput::new(common::stdout()),
        connections: Connections::new(options.max_clients as usize),
        options,
    });
    writeln!(&server.output, "Starting server.")?;

    // 1. socket, bind, listen. Nothing is sent yet. But from now on our system completes the
    //    handshake of each client that connects: SYN from the client, SYN and ACK from us, ACK from
    //    the client. Connections whose handshake is complete wait in the backlog, for step 2.
    let (address, backlog) = (server.options.address(), server.options.backlog);
    let listener =
        open_listener(address, backlog).map_err(|error| errors::cannot_listen(address, error))?;
    let address = listener.local_addr()?; // if we asked for port 0, the system has chosen one
    log::info!("bind: the socket has its own IP address and port, {address}");
    log::info!("listen: the system completes handshakes; up to {backlog} may wait for accept");
    writeln!(&server.output, "Listening on {address}")?;
    errors::warn_if_public(address.ip());

    // Steps 2 to 5 happen in other threads: one accepts, and starts one more for each conversation.
    // This thread waits meanwhile, until a client has said `bye` or nobody reads our output.
    let shared = Arc::clone(&server);
    let accepting = thread::Builder::new().spawn(move || accept_loop(&shared, &listener));
    accepting.map_err(errors::no_thread)?;
    server.connections.wait_for_stop();
    shut_down(&server)
}

fn accept_loop(server: &Arc<Server>, listener: &TcpListener) {
    let mut backoff = Backoff::default();
    loop {
        let accepted = accept_one(server, listener);
        // If the system has no room for another connection, this waits until some have closed.
        backoff.pause_if_needed(&accepted, errors::warn_out_of_resources);
    }
}

fn accept_one(server: &Arc<Server>, listener: &TcpListener) -> io::Result<()> {
    // 2. accept takes a connection out of the backlog, or waits until there is one. The connection
    //    has a socket of its own, with the same port; the listening socket goes on listening.
    let (stream, peer) = listener.accept()?;
    let connection = Connection::new(stream, peer, Duration::from_secs(server.options.idle));
    // It gets a place in the table of connections, until the thread that has the place ends.
    let Some(place) = server.connections.admit(connection) else {
        return Ok(()); // there are far too many: it is closed without a word
    };
    let server = Arc::clone(server);
    thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(move || handle_connection(&server, place))?;
    Ok(())
}

fn handle_connection(server: &Server, place: Place) {
    if !place.may_talk {
        return place.refuse(); // too many talk already: one polite line, then the same close
    }
    let connection = &place.connection;
    // 3. recv and send, in turn: `talk` calls `converse` in lib.rs (with --lines, the same for
    //    whole lines). It is a loop of these calls:
    //        read        is recv: it waits for bytes, and returns how many have come
    //        writeln     shows them: `I got ...`
    //        write_all   is send: `You said ...`
    // 4. If `read` returns 0, the peer's FIN has come, its mark for "I have nothing more to send".
    //    It may still receive. The loop ends, as it does after a `bye`.
    match talk(server, connection) {
        Ok(CloseReason::Bye) if !server.options.keep_going => server.connections.stop(),
        Ok(CloseReason::Bye | CloseReason::EndOfFile) => {}
        Err(_) if !server.output.is_open() => server.connections.stop(), // nobody reads our output
        Err(error) => errors::conversation_failed(connection.peer, &error),
    }
    // 5. shutdown sends our FIN, after the last reply. Then close gives the socket back.
    connection.close();
}

fn talk(server: &Server, connection: &Connection) -> io::Result<CloseReason> {
    writeln!(&server.output, "Connected with {}", connection.peer)?;
    if server.options.lines {
        converse_in_lines(connection, &server.output)
    } else {
        converse(connection, &server.output)
    }
}

fn shut_down(server: &Server) -> anyhow::Result<()> {
    // 6. Everyone who still talks gets our FIN too, after the last reply. Then the program ends,
    //    and with it the thread that still waits in accept.
    let printed = server.output.close("Stopping server.");
    server.connections.close_all();
    Ok(printed?)
}
