//! Connects to a TCP server, sends, and prints what comes back.
//!
//! In one terminal, start someone to talk to:
//!
//! ```console
//! $ cargo run -p talk-server -- --local
//! ```
//!
//! In another, say one thing, or hold a conversation (Ctrl-D ends it; on Windows Ctrl-Z and Enter):
//!
//! ```console
//! $ cargo run -p talk-client -- 127.0.0.1 9087 hello
//! Received: 'You said hello\n'
//! Connection closed.
//! ```

use std::panic;
use std::process::ExitCode;
use std::thread;

use talk_client::connection;
use talk_client::input::Input;
use talk_client::options::Options;
use talk_client::output::Output;
use talk_client::target::{Target, addresses_of};
use talk_client::{connect_to_any, errors};

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    match options.target() {
        Ok((target, text)) => common::exit_with(run(&options, &target, text)),
        Err(error) => {
            common::report(&errors::wrong_usage(error).into());
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options, target: &Target, text: Option<String>) -> anyhow::Result<()> {
    // 1. getaddrinfo finds the addresses of a name. Nothing has gone to the server yet.
    let addresses = addresses_of(target).map_err(|error| errors::no_address(target, error))?;

    // 2. socket, then connect: our SYN goes out, the server's SYN and ACK come back, our ACK goes
    //    out. The operating systems do this; the server's program may still be busy elsewhere.
    //    If an address refuses or does not answer, the next one is tried.
    let stream = connect_to_any(&addresses, options.timeout)
        .map_err(|attempts| errors::cannot_connect(target, &attempts))?;
    connection::log_addresses(&stream);

    // What is sent: the text, or what a person types, or what a pipe delivers.
    let with_prompt = !options.raw && !options.explain;
    let mut input = Input::new(text, with_prompt, options.crlf);
    let output = Output::new(options.raw, input.has_prompt);
    let is_typed = input.is_typed;

    // A connection has a half for each direction. A second thread sends, while this one receives.
    // One thread that first sends everything and then receives could wait for ever: if the server
    // also only sends, the buffers between them fill up, and nobody receives.
    let (mut sending, receiving) = connection::split(stream, options.idle, is_typed);
    let failed = |error| errors::conversation_failed(target, options.idle, error);
    let sender = thread::Builder::new().spawn(move || {
        // 3. send hands bytes to our operating system, as many as it has room for, until all are
        //    taken. It delivers them; that it took them does not prove that they have arrived.
        while let Some(chunk) = input.next_chunk()? {
            sending.send(&chunk)?;
        }

        // 4. shutdown sends our FIN: the server receives the end of file, and can still answer.
        sending.finish()
    });
    let sender = sender.map_err(errors::no_thread)?;

    // 5. recv waits, and returns the bytes that have arrived, up to 1024 of them: half an answer,
    //    or two. A recv of 0 bytes (`None`) is the server's FIN: it sends no more.
    while let Some(received) = receiving.receive().map_err(failed)? {
        output.print_received(&received)?;
    }

    // 6. The server has ended its direction. So has ours, unless the second thread still waits for
    //    a person or a pipe; what they would send now, nobody would receive. When the program
    //    ends, the operating system closes the socket.
    if receiving.sender_has_ended() {
        // The result of that thread is ours. If it panicked, so does this one.
        sender.join().unwrap_or_else(|panic| panic::resume_unwind(panic)).map_err(failed)?;
    } else if !is_typed {
        common::note(&errors::input_left(target));
    }
    output.print_end()?;
    Ok(())
}
