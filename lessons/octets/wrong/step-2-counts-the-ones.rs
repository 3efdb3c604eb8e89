// Each 1 counts 1.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut sum = 0;
    for digit in bits.chars() {
        match digit {
            '1' => sum += 1,
            '0' => {}
            _ => return None,
        }
    }
    Some(sum)
}
