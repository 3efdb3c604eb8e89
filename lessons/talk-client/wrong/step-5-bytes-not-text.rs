// As Python writes bytes.
pub fn repr(bytes: &[u8]) -> String {
    format!("b'{}'", escape_untrusted(bytes))
}
