//! DNS messages (RFC 1035, section 4), decoded by lookup's own decoder.

use lookup::message::decode;
use lookup::types::{Message, MessageError, Record, RecordType};

use super::{Field, field};

/// How many records the gist names.
const MAX_NAMED: usize = 4;

/// The bits of the second pair of bytes: name, mask, and what it means if it is set, and if not.
const FLAGS: [(&str, u16, &str, &str); 7] = [
    ("QR", 0x8000, "1: a reply", "0: a query"),
    ("AA", 0x0400, "1: authoritative answer", "0: not authoritative"),
    ("TC", 0x0200, "1: truncated, ask again over TCP", "0: not truncated"),
    ("RD", 0x0100, "1: recursion desired", "0: recursion not desired"),
    ("RA", 0x0080, "1: recursion available", "0: recursion not available"),
    ("AD", 0x0020, "1: authentic data", "0"),
    ("CD", 0x0010, "1: checking disabled", "0"),
];

/// The question, and the answer if it is one.
pub(super) fn gist(bytes: &[u8]) -> String {
    let message = match decode(bytes) {
        Ok(message) => message,
        Err(error) => return format!("not readable: {}", reason(error)),
    };
    let question = message.questions.first().map_or_else(String::new, |asked| {
        format!("{} {}", asked.record_type, shown_name(&asked.name))
    });
    if !is_reply(&message) {
        return format!("question: {question}");
    }
    let code = message.response_code();
    // In the order of the message: an alias precedes the records of the name that it leads to.
    let named: Vec<String> = message.answers.iter().take(MAX_NAMED).map(record_text).collect();
    let more = match message.answers.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let truncated = if message.flags & 0x0200 == 0 { "" } else { "truncated, " };
    match &named[..] {
        [] => format!("answer: {truncated}{code}, no records for {question}"),
        _ if code.to_string() == "NOERROR" => {
            format!("answer: {truncated}{}{more}", named.join(", "))
        }
        _ => format!("answer: {truncated}{code}: {}{more}", named.join(", ")),
    }
}

/// What a reply has to repeat of the question: whoever forges one may not know it.
pub(super) fn id_and_name(bytes: &[u8]) -> String {
    let Ok(message) = decode(bytes) else { return String::new() };
    let name = message.questions.first().map(|asked| shown_name(&asked.name));
    format!("id {}, {}, ", message.id, name.unwrap_or_default())
}

fn is_reply(message: &Message) -> bool {
    message.flags & 0x8000 != 0
}

fn record_text(record: &Record) -> String {
    let data = record.data.to_string();
    format!("{} {}", record.record_type, data.trim_end_matches('.'))
}

fn shown_name(name: &str) -> String {
    if name.is_empty() { ".".to_owned() } else { name.to_owned() }
}

/// Over TCP the length of each message precedes it (RFC 1035, section 4.2.2).
pub(super) fn fields_in_stream(bytes: &[u8]) -> Vec<Field> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some([high, low, rest @ ..]) = bytes.get(at..) {
        let length = u16::from_be_bytes([*high, *low]);
        all.push(field("length", &format!("{length} bytes follow"), at, at + 2));
        at += 2;
        let message = &rest[..rest.len().min(length.into())];
        all.extend(fields(message, at));
        at += usize::from(length);
    }
    all
}

/// Every field of the message. Its first byte is the one at `base`.
pub(super) fn fields(bytes: &[u8], base: usize) -> Vec<Field> {
    let message = match decode(bytes) {
        Ok(message) => message,
        Err(error) => return vec![field("not readable", reason(error), base, base + bytes.len())],
    };
    let mut fields = Fields { bytes, all: Vec::new() };
    fields.header(&message);
    for question in &message.questions {
        let start = question.name_bytes.start;
        let end = question.name_bytes.end;
        let (kind, name) = (question.record_type, shown_name(&question.name));
        fields.add(0, "question", &format!("{kind} of {name}"), start, end + 4);
        fields.name("name", &name, start, end);
        fields.add(1, "type", &format!("{kind} ({})", kind.0), end, end + 2);
        fields.add(1, "class", &class_text(question.class), end + 2, end + 4);
    }
    let sections = [
        ("answer", &message.answers),
        ("authority", &message.authorities),
        ("additional", &message.additionals),
    ];
    for (section, records) in sections {
        for record in records {
            fields.record(section, record);
        }
    }
    if !message.left_over.is_empty() {
        let (start, end) = (message.left_over.start, message.left_over.end);
        fields.add(0, "left over", "bytes after the last record", start, end);
    }
    for field in &mut fields.all {
        field.start += base;
        field.end += base;
        field.to = field.to.map(|to| to + base);
    }
    fields.all
}

struct Fields<'a> {
    bytes: &'a [u8],
    all: Vec<Field>,
}

impl Fields<'_> {
    fn add(&mut self, level: usize, name: &str, value: &str, start: usize, end: usize) {
        self.all.push(Field { level, ..field(name, value, start, end) });
    }

    fn header(&mut self, message: &Message) {
        self.add(0, "header", "twelve bytes", 0, 12);
        self.add(1, "id", &format!("{} (0x{:04x})", message.id, message.id), 0, 2);
        self.add(1, "flags", &format!("{:016b}", message.flags), 2, 4);
        for (name, mask, set, clear) in FLAGS {
            let byte = if mask > 0xff { 2 } else { 3 };
            let value = if message.flags & mask == 0 { clear } else { set };
            self.add(2, name, value, byte, byte + 1);
        }
        let code = message.response_code();
        self.add(2, "RCODE", &format!("{} ({code})", message.flags & 0xf), 3, 4);
        let names = ["questions", "answers", "authority records", "additional records"];
        for (index, (name, count)) in names.into_iter().zip(message.counts).enumerate() {
            self.add(1, name, &count.to_string(), 4 + 2 * index, 6 + 2 * index);
        }
    }

    fn record(&mut self, section: &str, record: &Record) {
        let (start, end) = (record.owner_bytes.start, record.owner_bytes.end);
        let data = record.data_bytes.clone();
        let kind = record.record_type;
        let name = shown_name(&record.owner);
        self.add(0, section, &format!("{name} {}", record_text(record)), start, data.end);
        self.name("name", &name, start, end);
        self.add(1, "type", &format!("{kind} ({})", kind.0), end, end + 2);
        if kind == RecordType::OPT {
            self.add(1, "largest UDP message", &record.class.to_string(), end + 2, end + 4);
            self.add(
                1,
                "extended code and flags",
                &format!("{:08x}", record.ttl),
                end + 4,
                end + 8,
            );
        } else {
            self.add(1, "class", &class_text(record.class), end + 2, end + 4);
            let ttl = format!("{} seconds", record.ttl);
            self.add(1, "time to live", &ttl, end + 4, end + 8);
        }
        self.add(1, "data length", &format!("{} bytes", data.len()), end + 8, end + 10);
        if !data.is_empty() {
            self.add(1, data_name(kind), &record.data.to_string(), data.start, data.end);
        }
        match kind {
            RecordType::CNAME | RecordType::NS | RecordType::PTR => self.pointer(data.start),
            RecordType::MX => self.pointer(data.start + 2),
            RecordType::SOA => {
                self.pointer(data.start);
                self.pointer(self.end_of_name(data.start));
            }
            _ => {}
        }
    }

    /// A name, and where it goes on if it has a pointer.
    fn name(&mut self, name: &str, value: &str, start: usize, end: usize) {
        self.add(1, name, value, start, end);
        self.pointer(start);
    }

    /// The compression pointer in the name that begins at `start`, if it has one (RFC 1035, section
    /// 4.1.4).
    fn pointer(&mut self, start: usize) {
        let at = self.end_of_labels(start);
        if let Some([high @ 0xc0..=0xff, low]) = self.bytes.get(at..at + 2) {
            let to = usize::from(u16::from_be_bytes([high & 0x3f, *low]));
            let value = format!("the name goes on at byte {to}");
            self.add(2, "compression pointer", &value, at, at + 2);
            if let Some(field) = self.all.last_mut() {
                field.to = Some(to);
            }
        }
    }

    /// The place of the empty label or the pointer that ends the labels beginning at `at`.
    fn end_of_labels(&self, mut at: usize) -> usize {
        while let Some(length @ 1..=63) = self.bytes.get(at) {
            at += 1 + usize::from(*length);
        }
        at
    }

    fn end_of_name(&self, start: usize) -> usize {
        let at = self.end_of_labels(start);
        at + if self.bytes.get(at).is_some_and(|byte| *byte >= 0xc0) { 2 } else { 1 }
    }
}

/// What the data of a record is.
fn data_name(kind: RecordType) -> &'static str {
    match kind {
        RecordType::A => "IPv4 address",
        RecordType::AAAA => "IPv6 address",
        RecordType::CNAME => "canonical name, of which the name above is an alias",
        RecordType::NS => "name server",
        RecordType::PTR => "name of the address",
        RecordType::MX => "preference and mail exchanger",
        RecordType::TXT => "text",
        RecordType::SOA => "start of authority",
        _ => "data",
    }
}

fn class_text(class: u16) -> String {
    if class == 1 { "IN (1), the internet".to_owned() } else { class.to_string() }
}

fn reason(error: MessageError) -> &'static str {
    match error {
        MessageError::TooShort => "the message is cut short",
        MessageError::BadName => "a name has a label or a pointer that no name has, or is too long",
        MessageError::BadLength(_) => "a record's data does not have its length",
    }
}
