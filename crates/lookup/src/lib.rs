//! What `lookup` decides: the functions that a learner writes. May this text be a name? What is the
//! reverse name of an address? Is this message the answer to my question? Where do the aliases end?
//!
//! The rest has a file for each concern. From a question to an answer: [`resolver`] asks one server
//! after the other, `transport` sends one query and waits for its reply, [`message`] encodes and
//! decodes the bytes, [`nslookup`] prints. Beside them: [`sockets`] and [`interfaces`].

use std::net::Ipv4Addr;

pub mod errors;
pub mod explain;
pub mod habits;
pub mod interfaces;
pub mod message;
pub mod nslookup;
pub mod resolver;
pub mod servers;
pub mod sockets;
pub mod system;
mod transport;
pub mod types;

/// The longest name, in bytes: dots count, the dot at the end does not (RFC 1035 section 2.3.4: 255
/// bytes in a message).
pub const MAX_NAME: usize = 253;

/// The longest label, in bytes (RFC 1035 section 2.3.4). A label is the text between two dots.
pub const MAX_LABEL: usize = 63;

/// The most aliases that are followed. Real names have one or two.
pub const MAX_CNAMES: usize = 16;

/// Why a text is not a valid name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// There is no text, or only a dot.
    Empty,
    /// More than [`MAX_NAME`] bytes.
    LongName,
    /// A dot at the start, or two dots in a row.
    EmptyLabel,
    /// More than [`MAX_LABEL`] bytes between two dots.
    LongLabel,
    /// A character that is not an ASCII letter, a digit, a hyphen or an underscore.
    Character(char),
}

/// What a DNS message says first: its number, its direction, and the question (RFC 1035 section
/// 4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderAndQuestion {
    /// The number that the asker chose and the answer repeats.
    pub id: u16,
    /// The QR bit: false in a query, true in a reply.
    pub is_reply: bool,
    /// The name in the question, without a dot at its end.
    pub name: String,
    /// The record type in the question: 1 is A, 28 is AAAA.
    pub record_type: u16,
}

/// A CNAME record: `owner` is an alias of `target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cname {
    /// The name that has the record.
    pub owner: String,
    /// The name to look up instead.
    pub target: String,
}

/// Why aliases lead nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CnameError {
    /// They come back to a name that they have passed.
    Loop,
    /// There are more than [`MAX_CNAMES`].
    TooLong,
}

/// Returns the name to ask about to find the name of an address: its four numbers from last to
/// first, then `in-addr.arpa` (RFC 1035 section 3.5). In a name the most general part comes last,
/// in an address first.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let [first, second, third, fourth] = address.octets();
    format!("{fourth}.{third}.{second}.{first}.in-addr.arpa")
}

/// Checks one label, the text between two dots: 1 to 63 bytes, each an ASCII letter, a digit, a
/// hyphen or an underscore.
///
/// # Errors
/// It is empty, or has a character that is not allowed (the first is reported), or is too long.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    for character in label.chars() {
        if !character.is_ascii_alphanumeric() && character != '-' && character != '_' {
            return Err(NameError::Character(character));
        }
    }
    if label.len() > MAX_LABEL {
        return Err(NameError::LongLabel);
    }
    Ok(())
}

/// Checks a name before any byte is sent: labels with dots between them, at most 253 bytes in all.
/// One dot at the end is allowed, as in `gnomon.test.`; it does not count.
///
/// # Errors
/// It is empty, or too long, or what [`check_label`] reports about the first label that is not valid.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let without_dot = name.strip_suffix('.').unwrap_or(name);
    if without_dot.is_empty() {
        return Err(NameError::Empty);
    }
    if without_dot.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    for label in without_dot.split('.') {
        check_label(label)?;
    }
    Ok(())
}

/// True if `message` is the answer to `query`: a reply, with the same number, about the same name
/// and record type. Capital and small letters are the same in a name (RFC 1035 section 2.3.3).
/// Anyone can send us a datagram; what is not our answer is ignored.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.is_reply
        && message.id == query.id
        && message.record_type == query.record_type
        && message.name.eq_ignore_ascii_case(&query.name)
}

/// Follows the aliases from `name` to a name that is not an alias. Returns all names on the way,
/// `name` first, each as it is written. The records can be in any order, and capital and small
/// letters are the same.
///
/// # Errors
/// If a name comes a second time, or there are more than [`MAX_CNAMES`] aliases.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
        if names.iter().any(|passed| passed.eq_ignore_ascii_case(&cname.target)) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(cname.target.clone());
        current = &cname.target;
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
            ("", Err(NameError::Empty)),
            (".", Err(NameError::Empty)),
            ("..", Err(NameError::EmptyLabel)),
            ("a..b", Err(NameError::EmptyLabel)),
            (".a", Err(NameError::EmptyLabel)),
            ("a..", Err(NameError::EmptyLabel)),
            (&"a".repeat(64), Err(NameError::LongLabel)),
            (&format!("{name253}c"), Err(NameError::LongName)),
            ("two words.test", Err(NameError::Character(' '))),
            ("b\u{fc}cher.test", Err(NameError::Character('\u{fc}'))),
            ("http://gnomon.test", Err(NameError::Character(':'))),
            ("a\\.b", Err(NameError::Character('\\'))),
            ("\x1b[31m", Err(NameError::Character('\x1b'))),
        ] {
            assert_eq!(check_name(name), verdict, "{name:?}");
        }
    }

    #[test]
    fn a_chain_may_be_as_long_as_allowed_and_no_longer() {
        let alias = |number: usize| Cname {
            owner: format!("n{number}"),
            target: format!("n{}", number + 1),
        };
        let just_right: Vec<Cname> = (0..MAX_CNAMES).map(alias).collect();
        let too_long: Vec<Cname> = (0..=MAX_CNAMES).map(alias).collect();
        assert_eq!(follow_cnames("n0", &just_right).map(|names| names.len()), Ok(MAX_CNAMES + 1));
        assert_eq!(follow_cnames("n0", &too_long), Err(CnameError::TooLong));
    }
}
