// Compares a character with a number.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let mut sum = 0;
    for (digit, place) in bits.chars().zip(PLACE_VALUES) {
        if digit == 1 {
            sum += place;
        }
    }
    Some(sum)
}
