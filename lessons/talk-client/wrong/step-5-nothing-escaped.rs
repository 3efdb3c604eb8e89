// Quotes are all that there is to it.
pub fn python_repr(bytes: &[u8]) -> String {
    format!("'{}'", String::from_utf8_lossy(bytes))
}
