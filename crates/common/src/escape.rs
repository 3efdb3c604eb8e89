//! Text from outside, made safe for a terminal.

/// `text` on one line, as it may be shown on a terminal. Letters of any language stay as they are.
/// Control and invisible characters are written as Python writes them: `\n`, `\x1b`, `\u202e`; a
/// byte that is not UTF-8 as `\xNN`.
pub fn escape_untrusted(text: impl AsRef<[u8]>) -> String {
    let text = text.as_ref();
    let mut escaped = String::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        push_text(&mut escaped, chunk.valid());
        for byte in chunk.invalid() {
            push_escaped(&mut escaped, 'x', u32::from(*byte), 2);
        }
    }
    escaped
}

/// Plain ASCII is copied in runs.
fn push_text(escaped: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain =
            rest.bytes().position(|byte| !matches!(byte, b' '..=b'~')).unwrap_or(rest.len());
        escaped.push_str(&rest[..plain]);
        let mut characters = rest[plain..].chars();
        if let Some(character) = characters.next() {
            push_character(escaped, character);
        }
        rest = characters.as_str();
    }
}

fn push_character(escaped: &mut String, character: char) {
    let code = u32::from(character);
    match character {
        '\n' => escaped.push_str("\\n"),
        '\r' => escaped.push_str("\\r"),
        '\t' => escaped.push_str("\\t"),
        _ if is_visible(character) => escaped.push(character),
        _ if code <= 0xff => push_escaped(escaped, 'x', code, 2),
        _ if code <= 0xffff => push_escaped(escaped, 'u', code, 4),
        _ => push_escaped(escaped, 'U', code, 8),
    }
}

/// A backslash, `kind`, and the lowest `digits` hexadecimal digits of `code`.
fn push_escaped(escaped: &mut String, kind: char, code: u32, digits: u32) {
    escaped.push('\\');
    escaped.push(kind);
    for place in (0..digits).rev() {
        escaped.push(char::from_digit((code >> (4 * place)) & 0xf, 16).unwrap_or('?'));
    }
}

/// Asks the standard library's own table, the one that `{:?}` uses. A combining accent needs a
/// base letter, so it is tested after an `a`.
fn is_visible(character: char) -> bool {
    !character.is_ascii_control()
        && (character.escape_debug().count() == 1
            || String::from_iter(['a', character]).escape_debug().count() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_letters_and_escapes_what_a_terminal_would_obey() {
        for (text, escaped) in [
            ("plain text, with ~ and \\", "plain text, with ~ and \\"),
            ("Zoë, नमस्ते, 東京, a\u{301}", "Zoë, नमस्ते, 東京, a\u{301}"),
            ("two\nlines\r\tand\0more\x1b[31m\x7f", "two\\nlines\\r\\tand\\x00more\\x1b[31m\\x7f"),
            ("\u{85}\u{9b}31m", "\\x85\\x9b31m"),
            ("gnp.\u{202e}exe\u{2028}\u{e0001}", "gnp.\\u202eexe\\u2028\\U000e0001"),
            ("no\u{a0}break", "no\\xa0break"),
        ] {
            assert_eq!(escape_untrusted(text), escaped);
        }
    }

    #[test]
    fn escapes_invalid_utf8_as_hex() {
        assert_eq!(escape_untrusted(b"ab\xff\xc3"), "ab\\xff\\xc3");
        assert_eq!(escape_untrusted(b"\xe2\x82"), "\\xe2\\x82");
    }
}
