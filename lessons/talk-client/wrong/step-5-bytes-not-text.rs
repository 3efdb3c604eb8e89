// As Python writes bytes.
pub fn python_repr(bytes: &[u8]) -> String {
    format!("b'{}'", escape_untrusted(bytes))
}
