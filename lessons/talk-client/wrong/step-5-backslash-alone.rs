// escape_untrusted escapes everything that has to be.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let text = escape_untrusted(bytes).replace(quote, &format!("\\{quote}"));
    format!("{quote}{text}{quote}")
}
