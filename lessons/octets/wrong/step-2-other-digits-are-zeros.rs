// What is not a 1 is a 0.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut sum = 0;
    for (digit, place) in bits.chars().zip(PLACE_VALUES) {
        if digit == '1' {
            sum += place;
        }
    }
    Some(sum)
}
