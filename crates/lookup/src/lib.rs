//! What `lookup` decides and computes. Here stand the decisions that a learner writes: what is the reverse name of
//! an address, may this text be a name, is this message the answer to my question, and where do the aliases end. The rest
//! lies in a file for each idea: [`names`] asks, `wire` carries bytes to the server and back, `message` builds and reads
//! them, [`ports`] lists the sockets in use, [`computer`] shows this computer.

use std::net::Ipv4Addr;

pub mod computer;
mod explain;
mod message;
pub mod names;
pub mod ports;
pub mod servers;
mod trouble;
mod wire;

/// The longest name, in bytes, dots counted, without the dot at its end (RFC 1035 section 2.3.4: 255 bytes on the wire).
pub const MAX_NAME: usize = 253;

/// The longest label, in bytes (RFC 1035 section 2.3.4). A label is what stands between two dots.
pub const MAX_LABEL: usize = 63;

/// How many aliases a name may lead through. Real names have one or two.
pub const MAX_ALIASES: usize = 16;

/// Why a text is no name that may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadName {
    /// Nothing stands there.
    Empty,
    /// More than [`MAX_NAME`] bytes.
    LongName,
    /// Nothing stands between two dots, or before the first.
    EmptyLabel,
    /// More than [`MAX_LABEL`] bytes between two dots.
    LongLabel,
    /// A character that is no ASCII letter, digit, hyphen or underscore.
    Character(char),
}

/// What every DNS message says about itself first: its number, its direction, and the question (RFC 1035 section 4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The number that the asker chose and the answer repeats.
    pub id: u16,
    /// The QR bit: false in a query, true in a reply.
    pub is_reply: bool,
    /// The name in the question, without a dot at its end.
    pub name: String,
    /// The record type in the question: 1 is A, 28 is AAAA.
    pub record_type: u16,
}

/// A CNAME record: `owner` is only another name for `target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name that has the record.
    pub owner: String,
    /// The canonical name: where to look instead.
    pub target: String,
}

/// Why aliases lead nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadChain {
    /// They come back to a name that they have passed.
    Loop,
    /// There are more than [`MAX_ALIASES`].
    TooLong,
}

/// The name under which an address is looked up: its four numbers from last to first, then `in-addr.arpa`
/// (RFC 1035 section 3.5). The most general part of a name stands last, that of an address first.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let [first, second, third, fourth] = address.octets();
    format!("{fourth}.{third}.{second}.{first}.in-addr.arpa")
}

/// Tells whether `label` may stand between two dots of a name: 1 to 63 bytes, each an ASCII letter or digit, a hyphen or an
/// underscore.
///
/// # Errors
/// The first thing that is wrong: it is empty, or a character may not stand there, or it is too long.
pub fn check_label(label: &str) -> Result<(), BadName> {
    if label.is_empty() {
        return Err(BadName::EmptyLabel);
    }
    for character in label.chars() {
        if !character.is_ascii_alphanumeric() && character != '-' && character != '_' {
            return Err(BadName::Character(character));
        }
    }
    if label.len() > MAX_LABEL {
        return Err(BadName::LongLabel);
    }
    Ok(())
}

/// Tells whether `name` may be asked for, before any byte is sent: labels with dots between them, 253 bytes in all. One dot at the
/// end is allowed, as in `gnomon.test.`; it does not count.
///
/// # Errors
/// The first thing that is wrong: there is nothing, or there are too many bytes, or what [`check_label`] says of a label.
pub fn check_name(name: &str) -> Result<(), BadName> {
    let without_dot = name.strip_suffix('.').unwrap_or(name);
    if without_dot.is_empty() {
        return Err(BadName::Empty);
    }
    if without_dot.len() > MAX_NAME {
        return Err(BadName::LongName);
    }
    for label in without_dot.split('.') {
        check_label(label)?;
    }
    Ok(())
}

/// Tells whether `message` is the answer to `query`: a reply, with the same number, about the same name and record type.
/// Capital and small letters are the same in a name (RFC 1035 section 2.3.3). Anyone can send us a datagram: what is not our
/// answer is ignored.
pub fn is_answer_to(query: &Heading, message: &Heading) -> bool {
    message.is_reply
        && message.id == query.id
        && message.record_type == query.record_type
        && message.name.eq_ignore_ascii_case(&query.name)
}

/// Follows the aliases from `name` to the name that is none: all names on the way, `name` first. The records may stand in any
/// order, and capital and small letters are the same. A name without an alias is the end of its own way.
///
/// # Errors
/// When the way comes back to a name on it, or has more than [`MAX_ALIASES`] steps.
pub fn follow_aliases(name: &str, aliases: &[Alias]) -> Result<Vec<String>, BadChain> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(alias) = aliases.iter().find(|alias| alias.owner.eq_ignore_ascii_case(current)) {
        if names.iter().any(|passed| passed.eq_ignore_ascii_case(&alias.target)) {
            return Err(BadChain::Loop);
        }
        if names.len() > MAX_ALIASES {
            return Err(BadChain::TooLong);
        }
        names.push(alias.target.clone());
        current = &alias.target;
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_checked_before_it_is_sent() {
        let label63 = "a".repeat(63);
        let name253 = [label63.as_str(), &label63, &label63, &"b".repeat(61)].join(".");
        for (name, verdict) in [
            ("gnomon.test", Ok(())),
            ("gnomon.test.", Ok(())),
            ("_dmarc.Gnomon-9.TEST", Ok(())),
            ("localhost", Ok(())),
            (&label63, Ok(())),
            (&name253, Ok(())),
            (&format!("{name253}."), Ok(())),
            ("", Err(BadName::Empty)),
            (".", Err(BadName::Empty)),
            ("..", Err(BadName::EmptyLabel)),
            ("a..b", Err(BadName::EmptyLabel)),
            (".a", Err(BadName::EmptyLabel)),
            ("a..", Err(BadName::EmptyLabel)),
            (&"a".repeat(64), Err(BadName::LongLabel)),
            (&format!("{name253}c"), Err(BadName::LongName)),
            ("two words.test", Err(BadName::Character(' '))),
            ("b\u{fc}cher.test", Err(BadName::Character('\u{fc}'))),
            ("http://gnomon.test", Err(BadName::Character(':'))),
            ("a\\.b", Err(BadName::Character('\\'))),
            ("\x1b[31m", Err(BadName::Character('\x1b'))),
        ] {
            assert_eq!(check_name(name), verdict, "{name:?}");
        }
    }

    #[test]
    fn a_chain_may_be_as_long_as_allowed_and_no_longer() {
        let alias = |number: usize| Alias {
            owner: format!("n{number}"),
            target: format!("n{}", number + 1),
        };
        let just_right: Vec<Alias> = (0..MAX_ALIASES).map(alias).collect();
        let too_long: Vec<Alias> = (0..=MAX_ALIASES).map(alias).collect();
        assert_eq!(follow_aliases("n0", &just_right).map(|names| names.len()), Ok(MAX_ALIASES + 1));
        assert_eq!(follow_aliases("n0", &too_long), Err(BadChain::TooLong));
    }
}
