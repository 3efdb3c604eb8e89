// A byte is a character.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let mut inside = String::new();
    for &byte in bytes {
        let character = char::from(byte);
        if character == quote || character == '\\' {
            inside.push('\\');
        }
        inside.push(character);
    }
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
