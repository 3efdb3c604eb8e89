// What is not a 0 is a 1.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut sum = 0;
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        if bit != '0' {
            sum += place;
        }
    }
    Some(sum)
}
