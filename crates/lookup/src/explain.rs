//! What each part of a message says, in words: for `--explain`, and for whoever else shows
//! messages.

use crate::message::hex;
use crate::types::{CLASS_IN, Message, MessageError, Record, RecordType, ResponseCode};
use std::ops::Range;

/// A part of a message: where it is, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its place among the bytes of the message.
    pub bytes: Range<usize>,
    /// What it says: `type A`.
    pub text: String,
}

/// With `--explain`: the bytes of a message, part by part, with what they say.
pub(crate) fn message(bytes: &[u8], decoded: &Result<Message, MessageError>) {
    let Ok(message) = decoded else {
        return log::info!("  {}  not a DNS message", hex(bytes));
    };
    for field in fields(message) {
        log::info!("  {}  {}", hex(bytes.get(field.bytes).unwrap_or_default()), field.text);
    }
}

/// The parts of a message: every byte of it, in order.
pub fn fields(message: &Message) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut end = 0;
    // Each part begins where the one before it ends.
    let mut add = |length: usize, text: String| {
        fields.push(Field { bytes: end..end + length, text });
        end += length;
    };
    add(2, format!("id {}", message.id));
    add(2, flags_text(message));
    let sections = ["questions", "answer records", "authority records", "additional records"];
    for (section, count) in sections.iter().zip(message.counts) {
        add(2, format!("{section}: {count}"));
    }
    for question in &message.questions {
        add(question.name_bytes.len(), format!("name {}.", question.name));
        add(2, format!("type {}", question.record_type));
        add(2, class_text(question.class));
    }
    for (section, records) in [
        ("answer", &message.answers),
        ("authority", &message.authorities),
        ("additional", &message.additionals),
    ] {
        for record in records {
            add(record.owner_bytes.len(), format!("{section}: name {}.", record.owner));
            add(10, settings_text(record));
            if !record.data_bytes.is_empty() {
                add(record.data_bytes.len(), record.data.clone());
            }
        }
    }
    let left_over = message.left_over.len();
    if left_over > 0 {
        add(left_over, format!("{left_over} bytes are left over after the last record"));
    }
    fields
}

fn flags_text(message: &Message) -> String {
    let is_reply = message.has(Message::REPLY);
    let mut text = if is_reply { "reply" } else { "query" }.to_string();
    for (bit, word) in [
        (Message::AUTHORITATIVE, ", authoritative answer"),
        (Message::TRUNCATED, ", truncated"),
        (Message::RECURSION_DESIRED, ", recursion desired"),
        (Message::RECURSION_AVAILABLE, ", recursion available"),
    ] {
        if message.has(bit) {
            text += word;
        }
    }
    if is_reply {
        text += &format!(", {}", ResponseCode(message.flags & 0xf));
    }
    text
}

fn class_text(class: u16) -> String {
    if class == CLASS_IN { "class IN".to_string() } else { format!("class {class}, not IN") }
}

/// The ten bytes between the name and the data of a record.
fn settings_text(record: &Record) -> String {
    let Record { record_type, class, ttl, data_bytes, .. } = record;
    if *record_type == RecordType::OPT {
        return format!("type OPT, at most {class} bytes over UDP");
    }
    let (class, length) = (class_text(*class), data_bytes.len());
    format!("type {record_type}, {class}, time to live {ttl} s, data: {length} bytes")
}
