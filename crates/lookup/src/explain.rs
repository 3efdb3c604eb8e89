//! What each part of a message says, in words: for `--explain`, and for whoever else shows messages.

use crate::types::{CLASS_IN, Data, Header, Message, Record, RecordType, ResponseCode, hex};
use std::ops::Range;

/// A part of a message: where it is, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its place among the bytes of the message.
    pub bytes: Range<usize>,
    /// What it says: `type A`, `time to live: 300 s`.
    pub text: String,
}

/// Every byte of a message, part by part and in order.
pub fn fields(message: &Message) -> Vec<Field> {
    let mut fields = start_fields(message);
    for (section, record) in records(message) {
        let name = &record.owner_bytes;
        let is_opt = record.record_type == RecordType::OPT;
        let class = match is_opt {
            true => format!("largest message over UDP: {} bytes", record.class),
            false => class_text(record.class),
        };
        let ttl = match is_opt {
            true => "extended response code, version and flags".to_string(),
            false => format!("time to live: {} s", record.ttl),
        };
        let length = record.data_bytes.len();
        let mut add = |bytes, text| fields.push(Field { bytes, text });
        add(name.clone(), format!("{section}: name {}.", record.owner));
        add(name.end..name.end + 2, format!("type {}", record.record_type));
        add(name.end + 2..name.end + 4, class);
        add(name.end + 4..name.end + 8, ttl);
        add(name.end + 8..name.end + 10, format!("length of the data: {length}"));
        if length > 0 {
            add(record.data_bytes.clone(), record.data.to_string());
        }
    }
    if !message.left_over.is_empty() {
        fields.push(Field { bytes: message.left_over.clone(), text: left_over_text(message) });
    }
    fields
}

/// With `--explain`: the header and the question with their bytes, then each record in a sentence.
pub(crate) fn message(bytes: &[u8], decoded: Option<&Message>) {
    if !log::log_enabled!(log::Level::Info) {
        return;
    }
    let shown = |place: &Range<usize>| bytes.get(place.clone()).map(hex).unwrap_or_default();
    let Some(message) = decoded else {
        log::info!("  {}  not a DNS message", hex(bytes));
        return;
    };
    for field in start_fields(message) {
        log::info!("  {}  {}", shown(&field.bytes), field.text);
    }
    for (section, record) in records(message) {
        log::info!("  {}", shown(&(record.owner_bytes.start..record.data_bytes.end)));
        log::info!("    {section}: {}", record_text(record));
    }
    if !message.left_over.is_empty() {
        log::info!("  {}", shown(&message.left_over));
        log::info!("    {}", left_over_text(message));
    }
}

/// The header and the questions.
fn start_fields(message: &Message) -> Vec<Field> {
    let header = &message.header;
    let mut fields = vec![
        Field { bytes: 0..2, text: format!("id {}", header.id) },
        Field { bytes: 2..4, text: flags_text(header) },
    ];
    let counted = ["questions", "answer records", "authority records", "additional records"];
    for (number, what) in counted.into_iter().enumerate() {
        let start = 4 + 2 * number;
        let text = format!("{what}: {}", header.counts[number]);
        fields.push(Field { bytes: start..start + 2, text });
    }
    for entry in &message.questions {
        let name = &entry.name_bytes;
        let mut add = |bytes, text| fields.push(Field { bytes, text });
        add(name.clone(), format!("name {}.", entry.question.name));
        add(name.end..name.end + 2, format!("type {}", entry.question.record_type));
        add(name.end + 2..name.end + 4, class_text(entry.class));
    }
    fields
}

/// All records, each with the name of its section.
fn records(message: &Message) -> impl Iterator<Item = (&'static str, &Record)> {
    let sections = [
        ("answer", &message.answers),
        ("authority", &message.authorities),
        ("additional", &message.additionals),
    ];
    sections.into_iter().flat_map(|(section, records)| records.iter().map(move |r| (section, r)))
}

fn flags_text(header: &Header) -> String {
    let mut words = vec![if header.is_reply() { "reply" } else { "query" }.to_string()];
    for (is_set, word) in [
        (header.is_authoritative(), "authoritative answer"),
        (header.is_truncated(), "truncated"),
        (header.recursion_desired(), "recursion desired"),
        (header.recursion_available(), "recursion available"),
    ] {
        if is_set {
            words.push(word.to_string());
        }
    }
    if header.is_reply() {
        words.push(ResponseCode(header.flags & 0xf).to_string());
    }
    words.join(", ")
}

fn class_text(class: u16) -> String {
    if class == CLASS_IN { "class IN".to_string() } else { format!("class {class}, not IN") }
}

fn record_text(record: &Record) -> String {
    let Record { owner, record_type, class, ttl, data, .. } = record;
    if *record_type == RecordType::OPT {
        let code = match ttl >> 24 {
            0 => "",
            _ => ", and the upper bits of an extended response code",
        };
        return format!("OPT, the largest message over UDP: {class} bytes{code}");
    }
    let class =
        if *class == CLASS_IN { String::new() } else { format!(" ({})", class_text(*class)) };
    match data {
        Data::Other(bytes) if bytes.is_empty() => {
            format!("{owner}. has an empty {record_type}{class}")
        }
        _ => format!("{owner}. has {record_type} {data}{class}, time to live {ttl} s"),
    }
}

fn left_over_text(message: &Message) -> String {
    format!("{} bytes are left over after the last record", message.left_over.len())
}
