// What comes is text, or can be made text.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let text = String::from_utf8_lossy(bytes).replace('\\', "\\\\");
    let text = text.replace(quote, &format!("\\{quote}"));
    format!("{quote}{}{quote}", escape_untrusted(text))
}
