// The text is what matters.
pub fn python_repr(bytes: &[u8]) -> String {
    escape_untrusted(bytes)
}
