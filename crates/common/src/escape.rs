//! Text from outside, made safe for a terminal.

/// `text` on one line, as it may be shown on a terminal. Letters of any language stay as they are.
/// Control and invisible characters are written as Python writes them: `\n`, `\x1b`, `\u202e`; a
/// byte that is not UTF-8 as `\xNN`.
pub fn escape_untrusted(text: impl AsRef<[u8]>) -> String {
    let mut escaped = String::with_capacity(text.as_ref().len());
    for chunk in text.as_ref().utf8_chunks() {
        for character in chunk.valid().chars() {
            match (character, u32::from(character)) {
                ('\n' | '\r' | '\t', _) => escaped.extend(character.escape_default()),
                (' '..='~', _) => escaped.push(character),
                _ if is_visible(character) => escaped.push(character),
                (_, code @ 0..=0xff) => escaped.push_str(&format!("\\x{code:02x}")),
                (_, code @ 0..=0xffff) => escaped.push_str(&format!("\\u{code:04x}")),
                (_, code) => escaped.push_str(&format!("\\U{code:08x}")),
            }
        }
        escaped.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    escaped
}

/// Asks the standard library's own table, the one that `{:?}` uses. A combining accent needs a
/// base letter, so it is tested after an `a`.
fn is_visible(character: char) -> bool {
    String::from_iter(['a', character]).escape_debug().count() == 2
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
