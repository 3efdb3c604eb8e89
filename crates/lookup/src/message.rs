//! DNS messages as bytes: the query that we send, and the decoder for whatever comes back. The same
//! rules hold in both directions (RFC 1035 section 4). All numbers are in network byte order: the
//! most significant byte comes first.

use crate::HeaderAndQuestion;
use crate::types::{CLASS_IN, Message, MessageError, Question, Record, RecordType, ResponseCode};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The largest reply that we ask for over UDP, in bytes: it passes every network in one piece (DNS
/// flag day 2020).
const MAX_UDP_REPLY: u16 = 1232;

/// The longest name in a message, in bytes (RFC 1035 section 2.3.4).
const MAX_NAME_BYTES: usize = 255;

/// A query for the records of one type that `name` has. Its number is new and random: only who sees
/// the query knows it.
///
/// # Errors
/// If the operating system has no random number for us.
pub fn new_query(name: &str, wanted: RecordType) -> Result<HeaderAndQuestion, getrandom::Error> {
    let id = getrandom::u32()? as u16;
    Ok(HeaderAndQuestion { id, is_reply: false, name: name.to_string(), record_type: wanted.0 })
}

/// A query as bytes: a header, the question, and with `edns` an OPT record, which says how large the
/// reply may be (RFC 6891). Very old servers do not know that record.
pub fn encode(query: &HeaderAndQuestion, edns: bool) -> Vec<u8> {
    let in_bytes = |numbers: &[u16]| -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    };
    // The header: id, flags, and how many questions and records of three kinds follow.
    let mut bytes = in_bytes(&[query.id, Message::RECURSION_DESIRED, 1, 0, 0, edns.into()]);
    // The name. Each label follows its length. The empty label ends the name.
    for label in query.name.split('.').filter(|label| !label.is_empty()) {
        bytes.push(label.len() as u8); // `check_name` has made sure that it is at most 63
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    bytes.extend(in_bytes(&[query.record_type, CLASS_IN]));
    if edns {
        bytes.push(0); // OPT belongs to the root: the empty name
        // No extended code, version 0, no flags; no data.
        bytes.extend(in_bytes(&[RecordType::OPT.0, MAX_UDP_REPLY, 0, 0, 0]));
    }
    bytes
}

impl Message {
    /// A server that cannot or does not want to read the question may leave it out of its reply.
    /// That it failed is believed. What is an answer needs the question.
    pub fn is_bare_failure(&self) -> bool {
        let code = self.response_code();
        let is_failure = code != ResponseCode::NOERROR && code != ResponseCode::NXDOMAIN;
        is_failure && self.questions.is_empty() && self.answers.is_empty()
    }

    /// What is compared with the query. A message without a question, or with several, or in
    /// another class than IN, gets the empty name and record type 0.
    pub fn header_and_question(&self) -> HeaderAndQuestion {
        let (name, record_type) = match self.questions.as_slice() {
            [question] if question.class == CLASS_IN => {
                (question.name.clone(), question.record_type.0)
            }
            _ => (String::new(), 0),
        };
        HeaderAndQuestion { id: self.id, is_reply: self.has(Message::REPLY), name, record_type }
    }
}

/// Decodes a whole message. One malformed record invalidates all of it.
///
/// # Errors
/// The first thing that cannot be read.
pub fn decode(bytes: &[u8]) -> Result<Message, MessageError> {
    let mut reader = Reader { bytes, at: 0 };
    // The header: six numbers. It says how many of each follow: questions, then three sections of
    // records.
    let (id, flags) = (reader.number()?, reader.number()?);
    let counts = [reader.number()?, reader.number()?, reader.number()?, reader.number()?];
    let [questions, answers, authorities, additionals] = counts;
    let questions = (0..questions).map(|_| reader.question()).collect::<Result<_, _>>()?;
    let mut records = |count| (0..count).map(|_| reader.record()).collect::<Result<_, _>>();
    Ok(Message {
        id,
        flags,
        counts,
        questions,
        answers: records(answers)?,
        authorities: records(authorities)?,
        additionals: records(additionals)?,
        left_over: reader.at..bytes.len(),
    })
}

/// Decodes a header that came alone and says that the server failed. Some servers leave the question
/// out of such a reply and still count it.
pub fn decode_bare_failure(bytes: &[u8]) -> Option<Message> {
    let header: &[u8; 12] = bytes.try_into().ok()?;
    let message = decode(&[&header[..4], &[0; 8]].concat()).ok()?;
    message.is_bare_failure().then_some(message)
}

/// True if the bytes begin as a reply to the query with this id does. More cannot be said of a
/// message that cannot be decoded.
pub fn begins_as_reply(bytes: &[u8], id: u16) -> bool {
    bytes.starts_with(&id.to_be_bytes()) && bytes.get(2).is_some_and(|flags| flags & 0x80 != 0)
}

/// True if the TC bit is set: the reply did not fit. Whatever of it came is not used.
pub fn is_truncated(bytes: &[u8]) -> bool {
    bytes.get(2).is_some_and(|flags| flags & 0x02 != 0)
}

/// Goes through a message from its first byte to its last.
struct Reader<'a> {
    bytes: &'a [u8],
    /// The place of the next byte.
    at: usize,
}

impl<'a> Reader<'a> {
    /// A name, a type and a class.
    fn question(&mut self) -> Result<Question, MessageError> {
        let start = self.at;
        let name = self.name()?;
        let name_bytes = start..self.at;
        let (record_type, class) = (RecordType(self.number()?), self.number()?);
        Ok(Question { name, record_type, class, name_bytes })
    }

    /// A name, a type, a class, the time to live, the length of the data, the data.
    fn record(&mut self) -> Result<Record, MessageError> {
        let start = self.at;
        let owner = self.name()?;
        let owner_bytes = start..self.at;
        let (record_type, class) = (RecordType(self.number()?), self.number()?);
        let ttl = u32::from_be_bytes(self.array()?);
        let length = usize::from(self.number()?);
        let data_bytes = self.at..self.at + length;
        self.take(length)?;
        // The data is read by a reader that ends where the data ends. Only names reach back.
        let mut reader = Reader { bytes: &self.bytes[..data_bytes.end], at: data_bytes.start };
        match reader.data(record_type, class) {
            Ok(data) if reader.at == data_bytes.end => {
                Ok(Record { owner, record_type, class, ttl, data, owner_bytes, data_bytes })
            }
            Ok(_) | Err(MessageError::TooShort) => Err(MessageError::BadLength(record_type)),
            Err(error) => Err(error),
        }
    }

    /// The data of a record: what it consists of depends on the type (RFC 1035 section 3.3).
    fn data(&mut self, record_type: RecordType, class: u16) -> Result<String, MessageError> {
        Ok(match record_type {
            _ if class != CLASS_IN => hex(self.rest()?),
            RecordType::A => Ipv4Addr::from(self.array::<4>()?).to_string(),
            RecordType::AAAA => Ipv6Addr::from(self.array::<16>()?).to_string(),
            RecordType::CNAME | RecordType::NS | RecordType::PTR => self.name()? + ".",
            RecordType::MX => format!("{} {}.", self.number()?, self.name()?),
            RecordType::SOA => {
                let mut text = format!("{}. {}.", self.name()?, self.name()?);
                for _ in ["serial", "refresh", "retry", "expire", "minimum"] {
                    text += &format!(" {}", u32::from_be_bytes(self.array()?));
                }
                text
            }
            RecordType::TXT => {
                let mut strings = vec![self.string()?]; // at least one
                while self.at < self.bytes.len() {
                    strings.push(self.string()?);
                }
                strings.join(" ")
            }
            _ => hex(self.rest()?),
        })
    }

    /// A name: labels, each after its length in one byte, and an empty label at the end. Two bytes
    /// that begin with two 1 bits are a pointer: the name goes on at that place, which is earlier
    /// in the message (RFC 1035 section 4.1.4).
    fn name(&mut self) -> Result<String, MessageError> {
        let mut name = String::new();
        let mut name_bytes = 1; // the empty label
        let mut start = self.at; // where this part of the name begins
        let mut after_pointer = None;
        loop {
            match self.byte()? {
                0 => break,
                length @ 1..=63 => {
                    name_bytes += 1 + usize::from(length);
                    if name_bytes > MAX_NAME_BYTES {
                        return Err(MessageError::BadName);
                    }
                    push_label(&mut name, self.take(length.into())?);
                }
                high @ 0b1100_0000.. => {
                    let place = [high & 0b0011_1111, self.byte()?];
                    let place = usize::from(u16::from_be_bytes(place));
                    if place >= start {
                        return Err(MessageError::BadName); // it could lead round in a circle
                    }
                    after_pointer.get_or_insert(self.at);
                    start = place;
                    self.at = place;
                }
                _ => return Err(MessageError::BadName),
            }
        }
        self.at = after_pointer.unwrap_or(self.at);
        Ok(name)
    }

    /// A string, in quotes: its length in one byte, then its bytes.
    fn string(&mut self) -> Result<String, MessageError> {
        let length = self.byte()?;
        Ok(quote(self.take(length.into())?))
    }

    fn number(&mut self) -> Result<u16, MessageError> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    fn byte(&mut self) -> Result<u8, MessageError> {
        Ok(self.array::<1>()?[0])
    }

    fn array<const COUNT: usize>(&mut self) -> Result<[u8; COUNT], MessageError> {
        self.take(COUNT)?.try_into().map_err(|_| MessageError::TooShort)
    }

    /// The next `count` bytes. All reading ends up here, and none goes past the end.
    fn take(&mut self, count: usize) -> Result<&'a [u8], MessageError> {
        let taken = self.bytes.get(self.at..self.at + count).ok_or(MessageError::TooShort)?;
        self.at += count;
        Ok(taken)
    }

    /// All bytes that are left.
    fn rest(&mut self) -> Result<&'a [u8], MessageError> {
        self.take(self.bytes.len().saturating_sub(self.at))
    }
}

/// Adds a label to a name in text form: a dot inside a label, and whatever is not a visible ASCII
/// character, as `\.` and `\DDD` (RFC 1035 section 5.1). So two different names never look the
/// same, and no name can play tricks with a terminal.
fn push_label(name: &mut String, label: &[u8]) {
    if !name.is_empty() {
        name.push('.');
    }
    for byte in label {
        match byte {
            b'.' | b'\\' => name.extend(['\\', char::from(*byte)]),
            b'!'..=b'~' => name.push(char::from(*byte)),
            _ => *name += &format!("\\{byte:03}"),
        }
    }
}

/// A string of a TXT record as nslookup shows it: in quotes, with a backslash before a quote or a
/// backslash.
fn quote(string: &[u8]) -> String {
    let mut escaped = Vec::new();
    for byte in string {
        if matches!(byte, b'"' | b'\\') {
            escaped.push(b'\\');
        }
        escaped.push(*byte);
    }
    format!("\"{}\"", common::escape_untrusted(escaped))
}

/// Bytes in hexadecimal: `c0 00 02 01`.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
