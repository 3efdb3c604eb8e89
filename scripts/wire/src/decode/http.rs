//! HTTP/1.1 messages (RFC 9112): the start line, the header lines, the empty line, and a body that
//! may come in chunks.

use super::{Field, field, shown};

/// True if `bytes` begin like a request or a response.
pub(super) fn begins_message(bytes: &[u8]) -> bool {
    [&b"HTTP/1."[..], b"GET ", b"HEAD ", b"POST "].iter().any(|start| bytes.starts_with(start))
}

/// The start line; for a redirect, where it leads.
pub(super) fn gist(bytes: &[u8], size: usize) -> String {
    if !begins_message(bytes) {
        return format!("{size} bytes: {}", shown(bytes));
    }
    let mut lines = bytes.split(|byte| *byte == b'\n').map(|line| line.trim_ascii_end());
    let start = shown(lines.next().unwrap_or_default());
    let location = lines.take_while(|line| !line.is_empty()).find_map(|line| {
        let (name, value) = line.split_at_checked(9)?;
        name.eq_ignore_ascii_case(b"location:").then(|| shown(value.trim_ascii()))
    });
    match location {
        Some(location) => format!("{start}, to {location}"),
        None => start,
    }
}

/// Every field. Bytes that do not begin a message are the continuation of one.
pub(super) fn fields(bytes: &[u8]) -> Vec<Field> {
    if !begins_message(bytes) {
        return vec![field("body, continued", &shown(bytes), 0, bytes.len())];
    }
    let mut all = Vec::new();
    let mut at = 0;
    let mut is_chunked = false;
    while let Some(length) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        let (line, end) = (bytes[at..at + length].trim_ascii_end(), at + length + 1);
        let line_end = at + line.len();
        if at == 0 {
            start_line(line, &mut all, end);
        } else if line.is_empty() {
            all.push(field("end of the head", "an empty line", at, end));
            body(bytes, end, is_chunked, &mut all);
            return all;
        } else if let Some(colon) = line.iter().position(|byte| *byte == b':') {
            let (name, value) = (shown(&line[..colon]), shown(line[colon + 1..].trim_ascii()));
            let lower = (name.to_ascii_lowercase(), value.to_ascii_lowercase());
            is_chunked |= lower.0 == "transfer-encoding" && lower.1.ends_with("chunked");
            all.push(field(&format!("header {name}"), &value, at, end));
        } else {
            all.push(field("not a header", &shown(line), at, line_end));
        }
        at = end;
    }
    if at < bytes.len() {
        all.push(field("head, cut", &shown(&bytes[at..]), at, bytes.len()));
    }
    all
}

/// The three words of a request line or a status line.
fn start_line(line: &[u8], all: &mut Vec<Field>, end: usize) {
    let is_response = line.starts_with(b"HTTP/");
    let (name, words) = match is_response {
        true => ("status line", ["version", "status code", "reason"]),
        false => ("request line", ["method", "target", "version"]),
    };
    all.push(field(name, &shown(line), 0, end));
    let mut at = 0;
    for (name, word) in words.into_iter().zip(line.splitn(3, |byte| *byte == b' ')) {
        all.push(Field { level: 1, ..field(name, &shown(word), at, at + word.len()) });
        at += word.len() + 1;
    }
}

fn body(bytes: &[u8], mut at: usize, is_chunked: bool, all: &mut Vec<Field>) {
    while is_chunked && at < bytes.len() {
        let Some(length) = bytes[at..].iter().position(|byte| *byte == b'\n') else { break };
        let line = shown(bytes[at..at + length].trim_ascii());
        let digits = line.split(';').next().unwrap_or_default();
        let Ok(size) = usize::from_str_radix(digits, 16) else { break };
        let value = match size {
            0 => "0: the last chunk".to_owned(),
            size => format!("{digits}, which is {size} bytes"),
        };
        all.push(field("chunk size", &value, at, at + length + 1));
        at += length + 1;
        let end = at.saturating_add(size).min(bytes.len());
        if size > 0 {
            all.push(Field { level: 1, ..field("chunk", &shown(&bytes[at..end]), at, end) });
        }
        // The line end after the data.
        at = end + bytes[end..].iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
    }
    if at < bytes.len() {
        let name = if is_chunked { "not a chunk" } else { "body" };
        all.push(field(name, &shown(&bytes[at..]), at, bytes.len()));
    }
}
