// Moved on, and the digit added.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut octet = 0_u8;
    for digit in bits.chars() {
        octet = octet << 1 + digit.to_digit(2)?;
    }
    Some(octet)
}
