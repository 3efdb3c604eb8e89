// Chooses the quotes itself.
pub fn python_repr(bytes: &[u8]) -> String {
    let text = bytes;
    let mut quote = b'\'';
    if text.contains(&b'\'') && !text.contains(&b'"') {
        quote = b'"';
    }
    let mut inside = Vec::with_capacity(2 * text.len());
    for byte in text {
        if [quote, b'\\'].contains(byte) {
            inside.push(b'\\');
        }
        inside.push(*byte);
    }
    let mut shown = String::new();
    shown.push(quote.into());
    shown += &escape_untrusted(&inside);
    shown.push(quote.into());
    shown
}
