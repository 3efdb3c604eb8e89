//! What a DNS message holds, decoded. These types depend on nothing else in the program.

use std::fmt;
use std::ops::Range;

/// The type of a record (RFC 1035 section 3.2.2; AAAA: RFC 3596; OPT: RFC 6891).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecordType(pub u16);

impl RecordType {
    /// An IPv4 address.
    pub const A: RecordType = RecordType(1);
    /// A name server in charge of this name.
    pub const NS: RecordType = RecordType(2);
    /// The canonical name of this name, which is only an alias.
    pub const CNAME: RecordType = RecordType(5);
    /// Who is in charge of this part of the names.
    pub const SOA: RecordType = RecordType(6);
    /// The name of an address.
    pub const PTR: RecordType = RecordType(12);
    /// Where the mail for this name goes.
    pub const MX: RecordType = RecordType(15);
    /// Any text.
    pub const TXT: RecordType = RecordType(16);
    /// An IPv6 address.
    pub const AAAA: RecordType = RecordType(28);
    /// Belongs to no name: what the sender knows beyond RFC 1035 (EDNS).
    pub const OPT: RecordType = RecordType(41);

    /// The types that can be asked for, by name.
    pub const BY_NAME: [(&str, RecordType); 8] = [
        ("A", RecordType::A),
        ("AAAA", RecordType::AAAA),
        ("CNAME", RecordType::CNAME),
        ("MX", RecordType::MX),
        ("NS", RecordType::NS),
        ("PTR", RecordType::PTR),
        ("SOA", RecordType::SOA),
        ("TXT", RecordType::TXT),
    ];

    /// The type with this name, in capital or small letters.
    pub fn from_name(name: &str) -> Option<RecordType> {
        let (_, found) =
            Self::BY_NAME.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(*found)
    }
}

/// `MX`; a type without a name as in `TYPE65` (RFC 3597 section 5).
impl fmt::Display for RecordType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::BY_NAME.iter().find(|(_, known)| known == self) {
            Some((name, _)) => out.write_str(name),
            None if *self == RecordType::OPT => out.write_str("OPT"),
            None => write!(out, "TYPE{}", self.0),
        }
    }
}

/// The class of all records of the internet.
pub const CLASS_IN: u16 = 1;

/// A message, decoded (RFC 1035 section 4.1). The first three fields are its header (section 4.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The number that the asker chose and the answer repeats.
    pub id: u16,
    /// Sixteen bits: a query or a reply, how it went, and more.
    pub flags: u16,
    /// How many questions follow, and how many answer, authority and additional records.
    pub counts: [u16; 4],
    /// The question section: one question in nearly all messages.
    pub questions: Vec<Question>,
    /// The answer section.
    pub answers: Vec<Record>,
    /// The authority section: who would know more.
    pub authorities: Vec<Record>,
    /// The additional section: what may help.
    pub additionals: Vec<Record>,
    /// The bytes after the last record. There should be none.
    pub left_over: Range<usize>,
}

impl Message {
    /// The QR bit: a reply, not a query.
    pub const REPLY: u16 = 0x8000;
    /// The AA bit: this server is in charge of the name.
    pub const AUTHORITATIVE: u16 = 0x0400;
    /// The TC bit: the reply did not fit. The whole of it is available over TCP.
    pub const TRUNCATED: u16 = 0x0200;
    /// The RD bit: the asker wants the server to ask others on its behalf.
    pub const RECURSION_DESIRED: u16 = 0x0100;
    /// The RA bit: this server asks others on behalf of those who ask it.
    pub const RECURSION_AVAILABLE: u16 = 0x0080;

    /// True if the bit is set.
    pub fn has(&self, bit: u16) -> bool {
        self.flags & bit != 0
    }

    /// The response code: four bits of the flags, and eight more in the OPT record if there is one
    /// (RFC 6891 section 6.1.3).
    pub fn response_code(&self) -> ResponseCode {
        let opt = self.additionals.iter().find(|record| record.record_type == RecordType::OPT);
        let upper = opt.map_or(0, |opt| (opt.ttl >> 24) as u16);
        ResponseCode(upper << 4 | self.flags & 0xf)
    }
}

/// A question as it is in a message, with its place there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The name, without a dot at its end. The root, of which all names are part, is the empty
    /// name.
    pub name: String,
    /// What is asked about it.
    pub record_type: RecordType,
    /// [`CLASS_IN`], or a stranger one.
    pub class: u16,
    /// Where the name is in the message. The type and the class follow it: two bytes each.
    pub name_bytes: Range<usize>,
}

/// A record (RFC 1035 section 4.1.3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The name that has the record.
    pub owner: String,
    /// What kind of data it is.
    pub record_type: RecordType,
    /// [`CLASS_IN`]; in an OPT record the largest message that the sender takes over UDP.
    pub class: u16,
    /// The time to live: for how many seconds the record may be kept.
    pub ttl: u32,
    /// What is said about the name, as nslookup and dig show it: `192.0.2.80`, `10 mail.gnomon.test.`.
    /// Nothing in it can play tricks with a terminal.
    pub data: String,
    /// Where the owner is in the message. Type, class, time to live and the length of the data
    /// follow it, ten bytes in all.
    pub owner_bytes: Range<usize>,
    /// Where the data is in the message.
    pub data_bytes: Range<usize>,
}

impl Record {
    /// True if this is a record of the internet of that type.
    pub fn is(&self, record_type: RecordType) -> bool {
        self.class == CLASS_IN && self.record_type == record_type
    }
}

/// How a question went (RFC 1035 section 4.1.1; from 16 on: RFC 6891).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseCode(pub u16);

impl ResponseCode {
    /// It went well.
    pub const NOERROR: ResponseCode = ResponseCode(0);
    /// The server could not read the query.
    pub const FORMERR: ResponseCode = ResponseCode(1);
    /// The server failed.
    pub const SERVFAIL: ResponseCode = ResponseCode(2);
    /// The name does not exist.
    pub const NXDOMAIN: ResponseCode = ResponseCode(3);
    /// The server cannot do this.
    pub const NOTIMP: ResponseCode = ResponseCode(4);
    /// The server does not want to do this.
    pub const REFUSED: ResponseCode = ResponseCode(5);
    /// The server does not know this version of EDNS.
    pub const BADVERS: ResponseCode = ResponseCode(16);
}

/// The name of the code, as other tools write it: `NXDOMAIN`.
impl fmt::Display for ResponseCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [&str; 6] =
            ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];
        match NAMES.get(usize::from(self.0)) {
            Some(name) => out.write_str(name),
            None if *self == ResponseCode::BADVERS => out.write_str("BADVERS"),
            None => write!(out, "response code {}", self.0),
        }
    }
}

/// Why bytes are not a DNS message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageError {
    /// It ends before everything is there that its header and its lengths promise.
    TooShort,
    /// A name of more than 255 bytes, or with a label that is neither 1 to 63 bytes long, nor the
    /// end, nor a pointer to an earlier part of the message.
    BadName,
    /// The data of a record of this type is longer or shorter than its length says.
    BadLength(RecordType),
}
