// Every character is a digit.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut sum = 0;
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        sum += bit.to_digit(2).unwrap() as u8 * place;
    }
    Some(sum)
}
