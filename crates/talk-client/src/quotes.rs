//! Which quotes a text is shown in. The first version used none.

/// The quotes that Python puts around a text: single ones, but double ones if the text has a single
/// quote and no double quote.
pub fn python_quote(bytes: &[u8]) -> u8 {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' }
}
