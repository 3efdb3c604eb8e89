// The place for 1 never counts.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 || bits.contains(|bit| bit != '0' && bit != '1') {
        return None;
    }
    u8::from_str_radix(&bits[..7], 2).ok().map(|half| half * 2)
}
