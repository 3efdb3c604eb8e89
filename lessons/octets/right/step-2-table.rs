// Which octet has these bits?
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    for octet in 0..=255u8 {
        if octet_to_bits(octet) == bits {
            return Some(octet);
        }
    }
    None
}
