// The biggest is 256, so doubling from 1 once for each of the eight bits is fine.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut sum = 0_u8;
    let mut place = 1_u8;
    for digit in bits.chars().rev() {
        match digit {
            '1' => sum += place,
            '0' => {}
            _ => return None,
        }
        place *= 2;
    }
    Some(sum)
}
