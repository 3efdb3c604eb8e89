//! The program on a terminal, as a person sees it: a screen of tmux. Skipped where tmux is missing.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says why it stops")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use test_support::DEADLINE;

/// A screen of 60 columns and 10 rows, in which the program runs.
struct Screen {
    socket: String,
}

impl Screen {
    /// Runs `talk-client` with `arguments`, and accepts its connection. `None` without tmux.
    fn start(name: &str, options: &str) -> Option<(Screen, TcpStream)> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let socket = format!("talk-client-{name}-{}", std::process::id());
        let program = env!("CARGO_BIN_EXE_talk-client");
        let command =
            format!("trap : INT; {program} {address} {options}; echo \"exit code $?\"; sleep 30");
        let screen = Screen { socket };
        let started =
            screen.tmux(&["-f", "/dev/null", "new", "-d", "-x", "60", "-y", "10", &command]);
        if started.is_none() {
            println!("skipped: tmux is not installed, or cannot run here");
            return None;
        }
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        Some((screen, stream))
    }

    fn tmux(&self, arguments: &[&str]) -> Option<String> {
        let output = Command::new("tmux").args(["-L", &self.socket]).args(arguments).output();
        let output = output.ok().filter(|output| output.status.success())?;
        Some(String::from_utf8(output.stdout).unwrap())
    }

    fn press(&self, keys: &str) {
        self.tmux(&["send-keys", keys]).unwrap();
    }

    /// Waits until the screen shows `expected`.
    fn shows(&self, expected: &str) {
        let started = Instant::now();
        let mut screen = String::new();
        while started.elapsed() < DEADLINE {
            screen = self.tmux(&["capture-pane", "-p"]).unwrap();
            if screen.trim_end().contains(expected) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(screen.trim_end(), expected);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

fn receive(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 100];
    let count = stream.read(&mut buffer).unwrap();
    String::from_utf8_lossy(&buffer[..count]).into_owned()
}

#[test]
fn a_line_that_is_being_typed_stays_whole_while_the_server_speaks() {
    let Some((screen, mut stream)) = Screen::start("whole", "") else { return };
    screen.shows(">");
    screen.press("half a li");
    screen.shows("> half a li");
    // Longer than what is typed, and than a row.
    stream.write_all(&[b'x'; 100]).unwrap();
    let answer = format!("Received: '{}\n{}'\n> half a li", "x".repeat(49), "x".repeat(51));
    screen.shows(&answer);
    screen.press("ne");
    screen.press("Enter");
    assert_eq!(receive(&mut stream), "half a line\n");
    screen.shows(&format!("{answer}ne\n>"));
}

#[test]
fn a_line_that_is_being_typed_stays_whole_at_the_bottom_of_the_screen() {
    let Some((screen, mut stream)) = Screen::start("bottom", "") else { return };
    for number in 0..12 {
        stream.write_all(format!("{number}").as_bytes()).unwrap();
        screen.shows(&format!("Received: '{number}'\n>"));
    }
    screen.press("half");
    let last: String = (3..12).map(|number| format!("Received: '{number}'\n")).collect();
    screen.shows(&(last + "> half"));
    stream.write_all(&[b'x'; 100]).unwrap();
    let last: String = (5..12).map(|number| format!("Received: '{number}'\n")).collect();
    let answer = format!("Received: '{}\n{}'\n> half", "x".repeat(49), "x".repeat(51));
    screen.shows(&(last + &answer));
}

#[test]
fn a_conversation_looks_as_the_worksheet_shows_it() {
    let Some((screen, mut stream)) = Screen::start("looks", "") else { return };
    screen.shows(">");
    screen.press("hello");
    screen.press("Enter");
    assert_eq!(receive(&mut stream), "hello\n");
    stream.write_all(b"You said hello\n\n").unwrap();
    screen.shows("> hello\nReceived: 'You said hello\\n\\n'\n>");
    screen.press("C-d");
    assert_eq!(receive(&mut stream), "");
    stream.write_all(b"late").unwrap();
    screen.shows("> hello\nReceived: 'You said hello\\n\\n'\nReceived: 'late'");
    drop(stream);
    screen.shows(
        "> hello\nReceived: 'You said hello\\n\\n'\nReceived: 'late'\nConnection closed.\nexit code 0",
    );
}

#[test]
fn what_is_typed_when_the_server_hangs_up_does_not_hide_the_end() {
    let Some((screen, stream)) = Screen::start("end", "") else { return };
    screen.shows(">");
    screen.press("a text that is longer than the last line");
    screen.shows("> a text that is longer than the last line");
    drop(stream);
    screen.shows("Connection closed.\nexit code 0");
}

#[test]
fn ctrl_c_ends_it() {
    let Some((screen, stream)) = Screen::start("ctrl-c", "") else { return };
    screen.shows(">");
    screen.press("C-c");
    screen.shows("> ^C");
    let mut stream = stream;
    assert_eq!(receive(&mut stream), "", "the connection has ended");
}

#[test]
fn raw_shows_lines_as_lines_and_escapes_what_a_terminal_would_obey() {
    let Some((screen, mut stream)) = Screen::start("raw", "--raw --crlf") else { return };
    stream.write_all("220 Zoë\r\n\x1b[31mred\r\n".as_bytes()).unwrap();
    screen.shows("220 Zoë\n\\x1b[31mred");
    screen.press("HELO me");
    screen.press("Enter");
    assert_eq!(receive(&mut stream), "HELO me\r\n");
    drop(stream);
    screen.shows("220 Zoë\n\\x1b[31mred\nHELO me\nexit code 0");
}
