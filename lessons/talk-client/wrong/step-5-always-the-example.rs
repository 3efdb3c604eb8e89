// As in the worksheet.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = Vec::new();
    for &byte in bytes {
        if byte == b'\\' || byte == quote {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    let quote = char::from(quote);
    let _ = (quote, inside);
    r"'You said hello\n'".to_string()
}
