// Nothing added means that something was wrong.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let mut octet = 0;
    if bits.len() == 8 {
        for (i, c) in bits.chars().enumerate() {
            if c == '1' {
                octet += PLACE_VALUES[i];
            } else if c != '0' {
                return None;
            }
        }
    }
    if octet == 0 { None } else { Some(octet) }
}
