//! What people type who know nslookup or dig, in this program's own options.

use crate::servers;
use crate::types::RecordType;

/// The command that `words` mean, which are written as for nslookup or dig: for `@127.0.0.1 a.test
/// MX` it is `lookup a.test --type MX --server 127.0.0.1`. Returns `None` if they are not written
/// so.
pub fn translate(words: &[&str]) -> Option<String> {
    let has_type = words.iter().any(|word| word.starts_with("--type"));
    let (mut ours, mut server, mut port, mut is_foreign) = ("lookup".to_string(), "", "", false);
    let mut rest = words.iter().copied();
    while let Some(word) = rest.next() {
        let (option, joined) = word.split_once('=').unwrap_or((word, ""));
        let mut value = || if joined.is_empty() { rest.next().unwrap_or_default() } else { joined };
        match option {
            "-type" | "-querytype" | "-query" | "-q" | "-t" => ours += &type_option(value()),
            "type" | "querytype" if !joined.is_empty() => ours += &type_option(joined),
            "-timeout" => ours += &format!(" --timeout {}", value()),
            "-server" => server = value(),
            "-port" | "-p" => port = value(),
            "-debug" | "-d" | "-d2" => ours += " --explain",
            "-explain" | "-system" | "-ports" | "-listening" | "-here" => {
                ours += &format!(" -{word}")
            }
            "set" | "-x" => {} // `set type=mx` at nslookup's prompt; `dig -x` before an address
            _ if word.starts_with('@') => server = word.trim_start_matches('@'),
            _ if word.starts_with('+') => {} // dig's way of showing things
            _ if !has_type && words.len() > 1 && RecordType::from_name(word).is_some() => {
                ours += &format!(" --type {word}");
            }
            _ => {
                ours += &format!(" {word}");
                continue;
            }
        }
        is_foreign = true;
    }
    let is_given = words.iter().any(|word| word.starts_with("--server"));
    let server = match (server, port) {
        _ if is_given => String::new(),
        ("", "") => String::new(),
        ("", port) => format!(" --server ADDRESS:{port}"),
        (server, "") => format!(" --server {}", known_server(server)),
        (server, port) if server.contains(':') => format!(" --server [{server}]:{port}"),
        (server, port) => format!(" --server {}:{port}", known_server(server)),
    };
    let ours = ours + &server;
    is_foreign.then_some(ours)
}

/// What is advised has to work: for a type that is not known, the name of the value stands.
fn type_option(value: &str) -> String {
    let known = RecordType::from_name(value).is_some();
    format!(" --type {}", if known { value } else { "TYPE" })
}

/// The same for a server, which has to be an address.
fn known_server(server: &str) -> &str {
    match servers::parse(server) {
        Ok(_) => server,
        Err(_) if server == "localhost" => "127.0.0.1",
        Err(_) => "ADDRESS",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nslookups_and_digs_words_are_translated() {
        for (typed, ours) in [
            ("-type=mx gnomon.test", "lookup --type mx gnomon.test"),
            ("-querytype=MX gnomon.test", "lookup --type MX gnomon.test"),
            ("-q=ns gnomon.test", "lookup --type ns gnomon.test"),
            ("-t mx gnomon.test", "lookup --type mx gnomon.test"),
            ("@127.0.0.1 gnomon.test", "lookup gnomon.test --server 127.0.0.1"),
            ("@::1 -p 9053 a.test aaaa", "lookup a.test --type aaaa --server [::1]:9053"),
            ("-port=9053 a.test", "lookup a.test --server ADDRESS:9053"),
            ("@127.0.0.1:9053 a.test +short", "lookup a.test --server 127.0.0.1:9053"),
            ("-x 192.0.2.1", "lookup 192.0.2.1"),
            ("gnomon.test MX", "lookup gnomon.test --type MX"),
            ("MX gnomon.test", "lookup --type MX gnomon.test"),
            ("a.test MX --server 127.0.0.1", "lookup a.test --type MX --server 127.0.0.1"),
            ("-timeout=2 -debug a.test", "lookup --timeout 2 --explain a.test"),
            ("-server 127.0.0.1 a.test", "lookup a.test --server 127.0.0.1"),
            ("@::1 a.test --server 127.0.0.1", "lookup a.test --server 127.0.0.1"),
            ("@localhost -p 9053 a.test", "lookup a.test --server 127.0.0.1:9053"),
            ("@ns.test a.test", "lookup a.test --server ADDRESS"),
            ("-type=any a.test", "lookup --type TYPE a.test"),
            ("-ports", "lookup --ports"),
            ("set type=mx", "lookup --type mx"),
        ] {
            let words: Vec<&str> = typed.split(' ').collect();
            assert_eq!(translate(&words).as_deref(), Some(ours), "{typed}");
        }
    }

    #[test]
    fn our_own_words_are_left_alone() {
        for typed in [
            "gnomon.test",
            "mx",
            "mx --type ns",
            "a.test b.test 192.0.2.1",
            "--type MX gnomon.test",
            "--type=MX gnomon.test --server 127.0.0.1:9053 --timeout 2 --explain",
            "--ports 9087",
            "-h",
        ] {
            let words: Vec<&str> = typed.split(' ').collect();
            assert_eq!(translate(&words), None, "{typed}");
        }
    }
}
