//! A window onto the practice internet: `cargo wire`, then http://127.0.0.1:9070/ in a browser.
//!
//! 1. Everything that happens is told to [`see`], which keeps it in the history and in the record.
//! 2. The practice internet and the tap run, and tell it.
//! 3. The window shows the history in a browser.

mod decode;
mod history;
mod options;
mod record;
mod tap;
mod window;

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use common::UserError;
use history::{Entry, History};
use options::Options;
use practice_net::PracticeNet;
use practice_net::events::Watcher;
use record::Recorder;

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<()> {
    // 1. Whatever happens is kept, and recorded if that is wished.
    let history = Arc::new(History::default());
    let recorder = options.record.as_deref().map(create_record).transpose()?;
    let recorder = Arc::new(Mutex::new(recorder));

    // 2. The practice internet, and the tap in front of the learner's own server.
    let (kept, recorded) = (Arc::clone(&history), Arc::clone(&recorder));
    let watcher = Watcher::new(move |event| record(&recorded, &kept.add_event(event)));
    let ports = [options.dns_port, options.pages_port, options.talk_port];
    let net =
        PracticeNet::start_with(ports, options.trouble.clone(), watcher).map_err(cannot_start)?;
    let tap = practice_net::listen(options.tap_port).map_err(cannot_start)?;
    let tap_port = tap.local_addr()?.port();
    let (target, kept) = (options.tap, Arc::clone(&history));
    let tell: Arc<tap::Tell> = Arc::new(move |server, transport, ends, kind, bytes| {
        record(&recorder, &kept.add(server, transport, ends, kind, bytes));
    });
    thread::Builder::new().spawn(move || tap::run(&tap, target, &tell))?;

    // 3. The window.
    let listener = practice_net::listen(options.window_port).map_err(cannot_start)?;
    announce(&net, listener.local_addr()?, tap_port, options)?;
    let run = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    window::serve(&listener, &history, &window::Settings { run, tap: tap_port, target });
    Ok(())
}

/// Adds `entry` to the record. If that fails, it is the last one.
fn record(recorder: &Mutex<Option<Recorder>>, entry: &Entry) {
    let mut recorder = recorder.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = recorder.as_mut().and_then(|recorder| recorder.add(entry).err()) {
        common::note(&format!("the record ends here, as it cannot be written: {error}"));
        *recorder = None;
    }
}

fn create_record(path: &Path) -> anyhow::Result<Recorder> {
    Recorder::create(path).with_context(|| {
        let message = format!("cannot write the record `{}`", path.display());
        UserError::new(message, "Choose another file, in a folder that you may write to.")
    })
}

fn cannot_start(error: std::io::Error) -> anyhow::Error {
    let message = error.to_string();
    anyhow::Error::new(error).context(UserError::new(
        message,
        "Does `cargo wire` or `cargo practice` run already, in another terminal? End it there, or \
         choose other ports; 0 picks a free one. See cargo wire --help",
    ))
}

fn announce(
    net: &PracticeNet,
    window: SocketAddr,
    tap: u16,
    options: &Options,
) -> anyhow::Result<()> {
    let PracticeNet { dns, pages, talk } = net;
    let (target, mut out) = (options.tap, common::stdout());
    writeln!(out, "The window is open: http://{window}/  Ctrl-C ends it.")?;
    writeln!(out, "names: cargo run -p lookup -- www.gnomon.test --server {dns}")?;
    writeln!(out, "pages: cargo run -p fetch-page -- http://{pages}/")?;
    writeln!(out, "talk:  cargo run -p talk-client -- {} {}", talk.ip(), talk.port())?;
    writeln!(out, "tap:   port {tap} passes everything on to port {target}, and shows it:")?;
    writeln!(out, "       cargo run -p talk-client -- 127.0.0.1 {tap}")?;
    for line in options.trouble.lines() {
        writeln!(out, "trouble: {line}")?;
    }
    if let Some(path) = &options.record {
        let path = common::escape_untrusted(path.to_string_lossy().as_bytes());
        writeln!(out, "record: {path}")?;
    }
    out.flush()?;
    Ok(())
}
