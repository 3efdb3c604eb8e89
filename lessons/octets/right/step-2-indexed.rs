// By index, in bytes.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let bytes = bits.as_bytes();
    if bytes.len() != 8 {
        return None;
    }
    let mut sum = 0;
    for index in 0..8 {
        if bytes[index] == b'1' {
            sum += PLACE_VALUES[index];
        } else if bytes[index] != b'0' {
            return None;
        }
    }
    Some(sum)
}
