//! What people type who know nslookup or dig, in this program's own options.

use crate::servers;
use crate::types::RecordType;

/// The command that `words` mean, which are written as for nslookup or dig: for `@127.0.0.1 a.test
/// MX` it is `lookup a.test --type MX --server 127.0.0.1`. Returns `None` if they are not written
/// so.
pub fn translate(words: &[&str]) -> Option<String> {
    let is_given = |option| words.iter().any(|word| word.starts_with(option));
    let (mut ours, mut server, mut port) = (vec!["lookup".to_string()], "", "");
    let mut rest = words.iter().copied();
    while let Some(word) = rest.next() {
        let (option, joined) = word.split_once('=').unwrap_or((word, ""));
        let mut value = || if joined.is_empty() { rest.next().unwrap_or_default() } else { joined };
        match option {
            "-type" | "-querytype" | "-query" | "-q" | "-t" => ours.push(type_option(value())),
            "type" | "querytype" if !joined.is_empty() => ours.push(type_option(joined)),
            "-timeout" => ours.push(format!("--timeout {}", value())),
            "-server" => server = value(),
            "-port" | "-p" => port = value(),
            "-debug" | "-d" | "-d2" => ours.push("--explain".to_string()),
            "-explain" | "-system" | "-ports" | "-listening" | "-here" => {
                ours.push(format!("-{word}"));
            }
            "set" | "-x" => {} // `set type=mx` at nslookup's prompt; `dig -x` before an address
            _ if word.starts_with('@') => server = word.trim_start_matches('@'),
            _ if word.starts_with('+') => {} // dig's way of showing things
            _ if RecordType::from_name(word).is_some()
                && words.len() > 1
                && !is_given("--type") =>
            {
                ours.push(type_option(word));
            }
            _ => ours.push(word.to_string()),
        }
    }
    if !is_given("--server") {
        ours.extend(server_option(server, port));
    }
    (ours[1..] != *words).then(|| ours.join(" "))
}

/// What is advised has to work: for a type that is not known, the name of the value stands.
fn type_option(value: &str) -> String {
    let known = RecordType::from_name(value).is_some();
    format!("--type {}", if known { value } else { "TYPE" })
}

/// The same for a server, which has to be an address. Returns `None` if nothing is said about one.
fn server_option(server: &str, port: &str) -> Option<String> {
    let address = match servers::parse(server) {
        Ok(_) => server,
        Err(_) if server == "localhost" => "127.0.0.1",
        Err(_) => "ADDRESS",
    };
    match (server, port) {
        ("", "") => None,
        (_, "") => Some(format!("--server {address}")),
        _ if address.contains(':') => Some(format!("--server [{address}]:{port}")),
        _ => Some(format!("--server {address}:{port}")),
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
