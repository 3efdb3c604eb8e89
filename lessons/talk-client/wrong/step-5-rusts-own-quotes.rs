// Rust's own way to show a text is near enough.
pub fn python_repr(bytes: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(bytes))
}
