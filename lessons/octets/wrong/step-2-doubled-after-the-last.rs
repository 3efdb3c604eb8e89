// Adds, then doubles.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut octet: u8 = 0;
    for c in bits.chars() {
        match c {
            '1' => octet = (octet + 1) << 1,
            '0' => octet = octet << 1,
            _ => return None,
        }
    }
    Some(octet)
}
