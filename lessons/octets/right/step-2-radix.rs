// The standard library reads it.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 || bits.starts_with('+') {
        return None;
    }
    u8::from_str_radix(bits, 2).ok()
}
