// What comes is text.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let text = text.replace('\\', "\\\\").replace(quote, &format!("\\{quote}"));
    format!("{quote}{}{quote}", escape_untrusted(text))
}
