// escape_untrusted first, then the backslashes.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let text = escape_untrusted(bytes).replace('\\', "\\\\");
    let text = text.replace(quote, &format!("\\{quote}"));
    format!("{quote}{text}{quote}")
}
