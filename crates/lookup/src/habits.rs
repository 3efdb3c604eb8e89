//! What people type who know nslookup or dig, in this program's own options.

use crate::types::RecordType;

/// The command that `words` mean, which are written as for nslookup or dig: for `@127.0.0.1 a.test MX`
/// it is `lookup a.test --type MX --server 127.0.0.1`. Returns `None` if they are not written so.
pub fn translate(words: &[&str]) -> Option<String> {
    let has_type = words.iter().any(|word| word.starts_with("--type"));
    let mut ours = vec!["lookup".to_string()];
    let (mut server, mut port) = (None, "");
    let mut is_foreign = false;
    let mut rest = words.iter().copied();
    while let Some(word) = rest.next() {
        let (option, joined) = word.split_once('=').unwrap_or((word, ""));
        let value = match option {
            "--type" | "--server" | "--timeout" | "-type" | "-querytype" | "-query" | "-q"
            | "-t" | "-server" | "-port" | "-p" | "-timeout"
                if joined.is_empty() =>
            {
                rest.next().unwrap_or_default()
            }
            _ => joined,
        };
        match option {
            "--type" | "--server" | "--timeout" => {
                ours.push(format!("{option} {value}"));
                continue;
            }
            "-type" | "-querytype" | "-query" | "-q" | "-t" => ours.push(format!("--type {value}")),
            "-port" | "-p" => port = value,
            "-server" => server = Some(value),
            "-timeout" => ours.push(format!("--timeout {value}")),
            "-debug" | "-d" | "-d2" => ours.push("--explain".to_string()),
            "-explain" | "-system" | "-ports" | "-listening" | "-here" => {
                ours.push(format!("-{word}"))
            }
            "set" | "-x" => {} // `set type=mx` at nslookup's prompt; `dig -x` before an address
            "type" | "querytype" if !joined.is_empty() => ours.push(format!("--type {value}")),
            _ if word.starts_with('@') => server = word.strip_prefix('@'),
            _ if word.starts_with('+') => {} // dig's way of showing things
            _ if !has_type && words.len() > 1 && RecordType::from_name(word).is_some() => {
                ours.push(format!("--type {word}"));
            }
            _ => {
                ours.push(word.to_string());
                continue;
            }
        }
        is_foreign = true;
    }
    match (server, port) {
        (Some(server), "") => ours.push(format!("--server {server}")),
        (Some(server), port) if server.contains(':') => {
            ours.push(format!("--server [{server}]:{port}"));
        }
        (Some(server), port) => ours.push(format!("--server {server}:{port}")),
        (None, "") => {}
        (None, port) => ours.push(format!("--server ADDRESS:{port}")),
    }
    is_foreign.then(|| ours.join(" "))
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
