//! `cargo course doctor`: is this computer ready for the first class?

use crate::paths::Course;
use crate::process::cargo;
use anyhow::Result;
use common::escape_untrusted;
use std::io::{self, IsTerminal, Read, Write};
use std::net::{
    IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs, UdpSocket,
};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// How long a question to the network may take.
const NETWORK_TIME: Duration = Duration::from_secs(5);

/// A name and a port that answer where there is internet.
const INTERNET: (&str, u16) = ("www.python.org", 443);

const DNS_PORT: u16 = 9053;

const PAGES_PORT: u16 = 9080;

/// The ports of the lessons, and what uses them.
const PORTS: [(u16, &str); 4] = [
    (common::TALK_PORT, "talk-server"),
    (DNS_PORT, "the practice name server"),
    (PAGES_PORT, "the practice pages"),
    (9088, "the practice talk peer"),
];

/// What came of one look.
enum Finding {
    /// All is well: what was found.
    Ok(String),
    /// The lessons work, but not all of them everywhere: what is missing.
    Note(String),
    /// Something has to be done first: what is wrong, and what to do.
    ToDo(String, &'static str),
}

/// Looks at everything that the lessons need; says of each whether it is there. True when nothing
/// has to be done.
pub(crate) fn doctor(course: &Course, out: &mut impl Write) -> Result<bool> {
    let mut ready = true;
    let looks: [(&str, &dyn Fn() -> Finding); 10] = [
        ("Rust", &rust),
        ("first build", &|| build(course)),
        ("libraries", &|| libraries(course)),
        ("IPv4 here", &|| loopback(Ipv4Addr::LOCALHOST.into())),
        ("IPv6 here", &|| loopback(Ipv6Addr::LOCALHOST.into())),
        ("ports", &ports),
        ("names", &names),
        ("https", &https),
        ("browser", &browser),
        ("your work", &|| my_work(course)),
    ];
    for (name, look) in looks {
        if io::stdout().is_terminal() {
            let patience = match name {
                "first build" => "building, up to two minutes ...",
                "libraries" => "fetching what is missing ...",
                _ => "looking ...",
            };
            write!(out, "{name:12}{patience}")?;
            out.flush()?;
        }
        let finding = look();
        if io::stdout().is_terminal() {
            write!(out, "\r\x1b[K")?; // from the beginning of the line, which is emptied
        }
        write!(out, "{name:12}")?;
        match finding {
            Finding::Ok(found) => writeln!(out, "ok     {}", escape_untrusted(found))?,
            Finding::Note(missing) => writeln!(out, "note   {}", escape_untrusted(missing))?,
            Finding::ToDo(wrong, advice) => {
                ready = false;
                writeln!(out, "TO DO  {}\n{:19}{advice}", escape_untrusted(wrong), "")?;
            }
        }
    }
    match ready {
        true => writeln!(out, "\nThis computer is ready. Next: cargo course")?,
        false => {
            writeln!(out, "\nDo what is marked TO DO, then run this again: cargo course doctor")?
        }
    }
    Ok(ready)
}

/// Cargo has built this tool, so it is there, and new enough.
fn rust() -> Finding {
    let output = Command::new("rustc").arg("--version").output();
    let version = output.map(|output| output.stdout).unwrap_or_default();
    Finding::Ok(String::from_utf8_lossy(&version).trim().to_owned())
}

/// Builds talk-server, as a learner's first command does, with what has to be downloaded. What is
/// built stays where learners build, so it is waited for only once.
fn build(course: &Course) -> Finding {
    let started = Instant::now();
    let built = Command::new(cargo())
        .args(["build", "--package", "talk-server"])
        .env("CARGO_TERM_COLOR", "never")
        .current_dir(&course.root)
        .output();
    let seconds = started.elapsed().as_secs_f32();
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    match built {
        Ok(output) if !output.status.success() => build_failed(&said(&output)),
        Ok(output) if said(&output).contains("Compiling") => {
            Finding::Ok(format!("talk-server in {seconds:.0} s"))
        }
        Ok(_) => Finding::Ok("talk-server is built already".into()),
        Err(error) => Finding::ToDo(
            format!("cargo cannot be started: {error}"),
            "Run it as: cargo course doctor",
        ),
    }
}

/// Fetches what the lessons, the practice internet and this tool are built from, for this kind of
/// computer: the first build needs only a part of it, and a class may have no internet.
fn libraries(course: &Course) -> Finding {
    let fetch = |options: &[&str]| {
        let output = Command::new(cargo())
            .args(["fetch", "--quiet"])
            .args(options)
            .current_dir(&course.root)
            .output();
        output.is_ok_and(|output| output.status.success())
    };
    let this_sort = host().map(|host| ["--target".to_owned(), host]);
    let target: Vec<&str> = this_sort.iter().flatten().map(String::as_str).collect();
    let is_here = || fetch(&[&["--offline"], &target[..]].concat());
    if is_here() || (fetch(&target) && is_here()) {
        return Finding::Ok("all are here: every lesson can be built without internet".into());
    }
    Finding::ToDo(
        "not all of them are on this computer".into(),
        "Connect to the internet once, and run: cargo fetch",
    )
}

/// What Rust calls this kind of computer: x86_64-unknown-linux-gnu, for example.
fn host() -> Option<String> {
    let said = Command::new("rustc").arg("-vV").output().ok()?.stdout;
    String::from_utf8_lossy(&said)
        .lines()
        .find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
}

fn build_failed(said: &str) -> Finding {
    let first = said
        .lines()
        .find(|line| line.starts_with("error"))
        .unwrap_or("the build failed")
        .to_owned();
    if ["download", "registry", "network", "resolve host"].iter().any(|word| said.contains(word)) {
        return Finding::ToDo(
            first,
            "The first build needs the internet once. Connect, and run: cargo fetch",
        );
    }
    Finding::ToDo(first, "See all of it: cargo build -p talk-server")
}

/// A conversation with ourselves.
fn loopback(address: IpAddr) -> Finding {
    let talk = || -> std::io::Result<()> {
        let listener = TcpListener::bind((address, 0))?;
        TcpStream::connect_timeout(&listener.local_addr()?, NETWORK_TIME).map(|_| ())
    };
    match talk() {
        Ok(()) => Finding::Ok(format!("{address} answers")),
        Err(error) if address.is_ipv6() => {
            Finding::Note(format!("{address} does not work ({error}); IPv4 is enough"))
        }
        Err(error) => Finding::ToDo(
            format!("{address} does not work: {error}"),
            "A firewall may keep programs from talking to this computer itself: ask who runs it.",
        ),
    }
}

fn ports() -> Finding {
    let is_taken = |(port, _): &&(u16, &str)| {
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, *port));
        TcpListener::bind(here).is_err() || (*port == DNS_PORT && UdpSocket::bind(here).is_err())
    };
    let mut taken: Vec<&(u16, &str)> = PORTS.iter().filter(is_taken).collect();
    let practice = taken.iter().any(|(port, _)| *port == PAGES_PORT) && is_practice();
    if practice {
        taken.retain(|(port, _)| *port == common::TALK_PORT);
    }
    let shown = taken.iter().map(|(port, whose)| format!("{port} ({whose})"));
    let shown = shown.collect::<Vec<_>>().join(", ");
    match (taken.is_empty(), practice) {
        (true, true) => Finding::Ok("`cargo practice` is running on its own; 9087 is free".into()),
        (true, false) => Finding::Ok("9087, 9053, 9080 and 9088 are free".into()),
        (false, _) => Finding::ToDo(
            format!("in use: {shown}"),
            "See what uses it: cargo run -p lookup -- --listening. Stop a lesson's program with Ctrl-C.",
        ),
    }
}

/// True if the pages on the practice internet's port are its own.
fn is_practice() -> bool {
    let ask = || -> io::Result<String> {
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, PAGES_PORT));
        let mut stream = TcpStream::connect_timeout(&here, NETWORK_TIME)?;
        stream.set_read_timeout(Some(NETWORK_TIME))?;
        stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.take(1024).read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    ask().is_ok_and(|answer| answer.contains("The practice pages"))
}

fn names() -> Finding {
    match address_of_internet() {
        Some(address) => Finding::Ok(format!("{} is {}", INTERNET.0, address.ip())),
        None => Finding::Note(format!(
            "no address for {}: you are offline. `cargo practice` is enough",
            INTERNET.0
        )),
    }
}

fn https() -> Finding {
    match address_of_internet().map(|address| TcpStream::connect_timeout(&address, NETWORK_TIME)) {
        Some(Ok(_)) => Finding::Ok(format!("{} answers on port {}", INTERNET.0, INTERNET.1)),
        _ => Finding::Note(
            "no web from here: all but fetch-page's last task works with `cargo practice`".into(),
        ),
    }
}

/// Asks on a thread of its own: the system may take long to say that nobody answers.
fn address_of_internet() -> Option<SocketAddr> {
    let (sender, answer) = channel();
    thread::spawn(move || {
        sender.send(INTERNET.to_socket_addrs().ok().and_then(|mut addresses| addresses.next()))
    });
    answer.recv_timeout(NETWORK_TIME).ok().flatten()
}

fn browser() -> Finding {
    if cfg!(any(windows, target_os = "macos")) {
        return Finding::Ok("the system opens pages".into());
    }
    let known = ["xdg-open", "firefox", "chromium", "google-chrome", "gio"];
    let folders: Vec<_> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let found = known
        .iter()
        .find(|name| folders.iter().any(|folder| Path::new(folder).join(name).is_file()));
    match found {
        Some(name) => Finding::Ok((*name).to_owned()),
        None => Finding::Note(
            "none found: open fetch-page's copy in an editor, or on another computer".into(),
        ),
    }
}

fn my_work(course: &Course) -> Finding {
    let probe = course.my_work().join(".probe");
    let written = fs::create_dir_all(course.my_work())
        .and_then(|()| fs::write(&probe, ""))
        .and_then(|()| fs::remove_file(&probe));
    match written {
        Ok(()) => Finding::Ok("my-work can be written".into()),
        Err(error) => Finding::ToDo(
            format!("my-work cannot be written: {error}"),
            "Put the course where you may write.",
        ),
    }
}
