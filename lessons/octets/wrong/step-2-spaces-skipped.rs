// Spaces do not count.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let bits: String = bits.split_whitespace().collect();
    if bits.len() != 8 || bits.contains(|bit| bit != '0' && bit != '1') {
        return None;
    }
    u8::from_str_radix(&bits, 2).ok()
}
