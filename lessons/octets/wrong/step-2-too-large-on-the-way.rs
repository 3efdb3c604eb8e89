// A text of digits is parsed.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    bits.parse().ok()
}
