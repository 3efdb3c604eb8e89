//! A page of 1 GB and a tiny one, from nginx to a file.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::ensure;

use crate::contest::{Contest, Row, is_installed, milliseconds};
use crate::pipes::Scratch;
use crate::{Programs, free_port};

const TINY_PAGES: usize = 20;

struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        // It runs in the foreground as one process, so ending this child ends it.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Both pages; nothing where nginx is not installed.
pub(crate) fn pages(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let nginx_path = if is_installed("nginx") { "nginx" } else { "/usr/sbin/nginx" };
    if !is_installed(nginx_path) {
        return Ok(vec![Row::of("a page of 1 GB", "ms", "", vec![("nginx".to_string(), None)])]);
    }
    let scratch = Scratch::new("pages")?;
    let folder = &scratch.0;
    let port = free_port()?;
    fs::create_dir(folder.join("pages"))?;
    fs::write(
        folder.join("pages/tiny.html"),
        "<!doctype html><title>tiny</title><p>A tiny page.\n",
    )?;
    File::create(folder.join("pages/large"))?.set_len(1_000_000_000)?;
    let root = folder.display();
    // sendfile and tcp_nopush as Debian's own configuration has them. Without tcp_nopush the end of a tiny page waits 40 ms
    // for an acknowledgement, when the client asks for the connection to be closed.
    let configuration = format!(
        "daemon off; master_process off; pid {root}/pid; error_log {root}/errors;\n\
         events {{}}\n\
         http {{ access_log off; sendfile on; tcp_nopush on; client_body_temp_path {root}/a; proxy_temp_path {root}/b; fastcgi_temp_path {root}/c;\n\
         uwsgi_temp_path {root}/d; scgi_temp_path {root}/e; server {{ listen 127.0.0.1:{port}; root {root}/pages; }} }}\n"
    );
    fs::write(folder.join("nginx.conf"), configuration)?;
    let start = Command::new(nginx_path)
        .arg("-c")
        .arg(folder.join("nginx.conf"))
        .stderr(Stdio::null())
        .spawn()?;
    let _nginx = Nginx(start);
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        ensure!(started.elapsed() < Duration::from_secs(10), "nginx does not listen");
        thread::sleep(Duration::from_millis(5));
    }

    let ours = programs.path("fetch-page");
    let copy = folder.join("copy");
    let fetch = |page: &str| {
        let mut command = Command::new(&ours);
        command.arg(format!("http://127.0.0.1:{port}/{page}")).arg("--out").arg(&copy);
        command.args(["--force", "--max-size", "2000000000"]);
        command
    };
    let curl = |page: &str| {
        let mut command = Command::new("curl");
        command.arg("-s").arg("-o").arg(&copy).arg(format!("http://127.0.0.1:{port}/{page}"));
        command
    };
    let wget = |page: &str| {
        let mut command = Command::new("wget");
        command.arg("-q").arg("-O").arg(&copy).arg(format!("http://127.0.0.1:{port}/{page}"));
        command
    };
    let to_a_new_file = |mut command: Command| {
        let _ = fs::remove_file(&copy);
        milliseconds(&mut command)
    };
    // What curl would have to do to keep the old copy until the new one is whole, as fetch-page does.
    let curl_and_mv = || {
        let mut command = Command::new("sh");
        let commands = format!("curl -s -o part http://127.0.0.1:{port}/large && mv part copy");
        command.args(["-c", &commands]).current_dir(folder);
        command
    };
    let tiny = |command: &dyn Fn(&str) -> Command| {
        let all = (0..TINY_PAGES)
            .map(|_| milliseconds(&mut command("tiny.html")))
            .sum::<anyhow::Result<f64>>()?;
        anyhow::Ok(all / TINY_PAGES as f64)
    };
    Ok(vec![
        Contest::new("a page of 1 GB to a new file", "ms", "as fast as curl")
            .with(&ours.to_string_lossy(), "fetch-page", || to_a_new_file(fetch("large")))
            .with("curl", "curl", || to_a_new_file(curl("large")))
            .with("wget", "wget", || to_a_new_file(wget("large")))
            .hold(rounds)?,
        Contest::new("the same in the place of an old copy", "ms", "as fast as curl")
            .timed("fetch-page", || fetch("large"))
            .with("curl", "curl to another file, and mv", || milliseconds(&mut curl_and_mv()))
            .timed("curl", || curl("large"))
            .timed("wget", || wget("large"))
            .hold(rounds)?,
        Contest::new("a tiny page to a file", "ms", "half of curl's time")
            .with(&ours.to_string_lossy(), "fetch-page", || tiny(&fetch))
            .with("curl", "curl", || tiny(&curl))
            .with("wget", "wget", || tiny(&wget))
            .hold(rounds)?,
    ])
}
