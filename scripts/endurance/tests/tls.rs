//! fetch-page and TLS, with an authority of our own: each thing that can be wrong is refused in words of its own, and
//! nothing is saved. Linux only: elsewhere the system's own store decides, and a test must not change that.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it saw, and stops"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use endurance::{Scratch, program};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use test_support::{Finished, Running};

const PAGE: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret";

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate for `name`, good until the end of `until` (a year).
fn params(name: &str, until: i32) -> CertificateParams {
    let mut params = CertificateParams::new(vec![name.to_string()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(until, 12, 31);
    params
}

/// Serves [`PAGE`] over TLS with this certificate.
fn serve(certificate: CertificateDer<'static>, key: &KeyPair) -> SocketAddr {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = Arc::new(
        ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap(),
    );
    serve_each(move |stream| {
        let Ok(connection) = ServerConnection::new(Arc::clone(&config)) else { return };
        let mut stream = StreamOwned::new(connection, stream);
        let _ = stream.read(&mut [0; 4096]).and_then(|_| stream.write_all(PAGE));
        stream.conn.send_close_notify();
        let _ = stream.flush();
    })
}

fn serve_each(talk: impl Fn(std::net::TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            talk(stream);
        }
    });
    address
}

/// Fetches from `server`, trusting `authority` besides what the system trusts.
fn fetch(
    server: SocketAddr,
    authority: &CertifiedIssuer<'static, KeyPair>,
    scratch: &Scratch,
) -> Finished {
    let trusted = scratch.path("authority.pem");
    fs::write(&trusted, authority.pem()).unwrap();
    let url = format!("https://{server}/");
    let mut command = Command::new(program("fetch-page"));
    command.args([url.as_str(), "--out", &scratch.path("copy.html")]).env("SSL_CERT_FILE", trusted);
    command.env("COLUMNS", "1000");
    Running::spawn(&mut command).finish()
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn takes_a_page_from_a_server_that_the_authority_vouches_for() {
    let (scratch, ours) = (Scratch::new("tls-good"), authority("Ours"));
    let key = KeyPair::generate().unwrap();
    let certificate = params("127.0.0.1", 2100).signed_by(&key, &ours).unwrap();
    let finished = fetch(serve(certificate.der().clone(), &key), &ours, &scratch);
    assert_eq!(finished.code, Some(0), "{finished:?}");
    assert_eq!(fs::read(scratch.path("copy.html")).unwrap(), b"secret");
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn refuses_each_thing_that_can_be_wrong_in_words_of_its_own() {
    let (scratch, ours, theirs) = (Scratch::new("tls-bad"), authority("Ours"), authority("Theirs"));
    let key = KeyPair::generate().unwrap();
    let signed = |params: CertificateParams, issuer: &CertifiedIssuer<'static, KeyPair>| {
        serve(params.signed_by(&key, issuer).unwrap().der().clone(), &key)
    };
    let self_signed =
        serve(params("127.0.0.1", 2100).self_signed(&key).unwrap().der().clone(), &key);
    let plain = serve_each(|mut stream| {
        let _ = stream.read(&mut [0; 4096]).and_then(|_| stream.write_all(PAGE));
    });
    let hangs_up = serve_each(|mut stream| {
        let _ = stream.read(&mut [0; 4096]);
    });
    let mut said = Vec::new();
    for (what, server, word) in [
        ("expired", signed(params("127.0.0.1", 2021), &ours), "out of date"),
        ("wrong name", signed(params("other.test", 2100), &ours), "name"),
        ("unknown authority", signed(params("127.0.0.1", 2100), &theirs), "authority"),
        ("no TLS at all", plain, "TLS"),
        ("self-signed", self_signed, "authority"),
        ("hangs up", hangs_up, ""),
    ] {
        let finished = fetch(server, &ours, &scratch);
        eprintln!("{what}: {}", finished.stderr.trim_end());
        assert_eq!(finished.code, Some(1), "{what}: {finished:?}");
        assert!(
            finished.stderr.starts_with("error: ") && finished.stderr.contains(word),
            "{what}: {finished:?}"
        );
        assert!(!fs::exists(scratch.path("copy.html")).unwrap(), "{what}: nothing is saved");
        let mut files = fs::read_dir(&scratch.0).unwrap().flatten().map(|file| file.path());
        let is_part = |path: &std::path::Path| path.extension().is_some_and(|name| name == "part");
        assert!(!files.any(|path| is_part(&path)), "{what}: no part is left");
        said.push(
            finished
                .stderr
                .replace(&server.to_string(), "SERVER")
                .replace(&server.port().to_string(), "PORT"),
        );
    }
    // The first four are four different sentences.
    said.truncate(4);
    said.sort();
    said.dedup();
    assert_eq!(said.len(), 4, "{said:#?}");
}
