//! The window's web server: three files, the events while they happen, and the fields of one event.
//! It answers only requests that name this computer, so that no other site can read it through the
//! browser.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use serde::Serialize;

use crate::decode::{self, Field};
use crate::history::{Entry, History, Kind, Server};

/// Limit on the requests at once. A browser has one that lasts for each open window.
const MAX_REQUESTS: usize = 32;

/// Limit on the head of a request.
const MAX_HEAD: u64 = 16 * 1024;

/// Limit on one receive or send. A browser that does not read is disconnected; it comes again.
const TIMEOUT: Duration = Duration::from_secs(5);

/// So often a quiet stream of events shows that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(2);

const FILES: [(&str, &str, &str); 3] = [
    ("/", "text/html", include_str!("../window/window.html")),
    ("/window.css", "text/css", include_str!("../window/window.css")),
    ("/window.js", "text/javascript", include_str!("../window/window.js")),
];

/// What the window is told about itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Settings {
    /// Which run of the program this is: the time of its start.
    pub(crate) run: u64,
    /// Where the tap listens.
    pub(crate) tap: u16,
    /// The port that it passes on to.
    pub(crate) target: u16,
}

/// An event as the window gets it.
#[derive(Serialize)]
struct Shown {
    id: u64,
    /// Milliseconds since 1970.
    time: f64,
    connection: u64,
    server: Server,
    transport: String,
    client: u16,
    port: u16,
    kind: Kind,
    size: usize,
    gist: String,
}

/// The bytes of an event.
#[derive(Serialize)]
struct Details {
    hex: String,
    size: usize,
    fields: Vec<Field>,
}

/// Answers requests until the process ends.
pub(crate) fn serve(listener: &TcpListener, history: &Arc<History>, settings: &Settings) {
    let open = Arc::new(AtomicUsize::new(0));
    loop {
        let Ok((stream, _)) = listener.accept() else {
            thread::sleep(Duration::from_millis(10)); // the next try may fail as fast
            continue;
        };
        let (history, settings, count) = (Arc::clone(history), settings.clone(), Arc::clone(&open));
        if open.fetch_add(1, Ordering::Relaxed) >= MAX_REQUESTS {
            open.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let spawned = thread::Builder::new().spawn(move || {
            if let Err(error) = answer(&stream, &history, &settings) {
                log::info!("window: a request ended early: {error}");
            }
            count.fetch_sub(1, Ordering::Relaxed);
        });
        if spawned.is_err() {
            open.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

fn answer(stream: &TcpStream, history: &History, settings: &Settings) -> io::Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let request = Request::read(stream)?;
    let path = request.path.as_str();
    if !request.is_for_this_computer {
        return respond(
            stream,
            "403 Forbidden",
            "text/plain",
            b"Ask for 127.0.0.1 or localhost.\n",
        );
    }
    if let Some((_, kind, text)) = FILES.iter().find(|(name, ..)| *name == path) {
        return respond(stream, "200 OK", kind, text.as_bytes());
    }
    if path == "/events" {
        // Numbers of an earlier run mean nothing in this one.
        let (run, id) = request.last_id.split_once('-').unwrap_or_default();
        let last_id = if run == settings.run.to_string() { id.parse().unwrap_or(0) } else { 0 };
        return stream_events(stream, history, settings, last_id);
    }
    let id = path.strip_prefix("/event/").and_then(|id| id.parse().ok());
    match id.and_then(|id| history.get(id)) {
        Some(entry) => respond(stream, "200 OK", "application/json", &to_json(&details(&entry))?),
        None => {
            respond(stream, "404 Not Found", "text/plain", b"There is no such event any more.\n")
        }
    }
}

/// What matters of a request.
struct Request {
    path: String,
    is_for_this_computer: bool,
    /// The last event that the browser has, if it comes again: the run, and its number.
    last_id: String,
}

impl Request {
    fn read(stream: &TcpStream) -> io::Result<Request> {
        let mut lines = BufReader::new(stream.take(MAX_HEAD)).split(b'\n');
        let mut next_line = || {
            let line = lines.next().transpose()?.ok_or(io::ErrorKind::UnexpectedEof)?;
            Ok::<_, io::Error>(String::from_utf8_lossy(&line).trim_end().to_owned())
        };
        let first = next_line()?;
        let path = match first.split(' ').collect::<Vec<_>>()[..] {
            ["GET", path, _] => path.to_owned(),
            _ => String::new(), // answered with 404
        };
        let (mut last_id, mut hosts) = (String::new(), Vec::new());
        loop {
            let line = next_line()?;
            let Some((name, value)) = line.split_once(':') else {
                // Nobody else may be named as well.
                let is_for_this_computer =
                    !hosts.is_empty() && hosts.iter().all(|is_ours| *is_ours);
                return Ok(Request { path, is_for_this_computer, last_id });
            };
            let value = value.trim();
            if name.eq_ignore_ascii_case("host") {
                let host = value.rsplit_once(':').map_or(value, |(host, _)| host);
                hosts.push(host == "127.0.0.1" || host.eq_ignore_ascii_case("localhost"));
            } else if name.eq_ignore_ascii_case("last-event-id") {
                last_id = value.to_owned();
            }
        }
    }
}

fn respond(mut stream: &TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
    let head = head(status, kind) + &format!("Content-Length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body].concat())?;
    common::net::close_gracefully(stream, TIMEOUT);
    Ok(())
}

/// The head up to the last header. Nothing from outside may be loaded into the window.
fn head(status: &str, kind: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; \
         connect-src 'self'; img-src data:; frame-ancestors 'none'\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n"
    )
}

/// Server-sent events (HTML standard, section 9.2), until the browser goes. One that is slow misses
/// the events that are no longer kept, and is told how many.
fn stream_events(
    mut stream: &TcpStream,
    history: &History,
    settings: &Settings,
    mut last_id: u64,
) -> io::Result<()> {
    let run = settings.run;
    let settings = String::from_utf8_lossy(&to_json(settings)?).into_owned();
    let head = head("200 OK", "text/event-stream") + "\r\nevent: settings\ndata: ";
    stream.write_all(format!("{head}{settings}\n\n").as_bytes())?;
    loop {
        let entries = history.after(last_id, HEARTBEAT);
        let mut text = String::new();
        if let Some(first) = entries.first()
            && last_id > 0
            && first.id > last_id + 1
        {
            let _ = write!(text, "event: missed\ndata: {}\n\n", first.id - last_id - 1);
        }
        for entry in &entries {
            last_id = entry.id;
            let json = to_json(&shown(entry))?;
            let _ =
                write!(text, "id: {run}-{last_id}\ndata: {}\n\n", String::from_utf8_lossy(&json));
        }
        if entries.is_empty() {
            text.push_str(": still here\n\n");
        }
        stream.write_all(text.as_bytes())?;
    }
}

fn to_json(value: &impl Serialize) -> io::Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(io::Error::other)
}

fn shown(entry: &Entry) -> Shown {
    let since_1970 = entry.time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Shown {
        id: entry.id,
        time: since_1970.as_secs_f64() * 1000.0,
        connection: entry.connection,
        server: entry.server,
        transport: entry.transport.to_string(),
        client: entry.client.port(),
        port: entry.server_address.port(),
        kind: entry.kind,
        size: entry.size,
        gist: decode::gist(entry),
    }
}

fn details(entry: &Entry) -> Details {
    let hex = entry.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Details { hex, size: entry.size, fields: decode::fields(entry) }
}
