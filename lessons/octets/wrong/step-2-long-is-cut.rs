// Fewer than eight are refused, and more are not.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() < 8 {
        return None;
    }
    let mut sum = 0;
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        match bit {
            '1' => sum += place,
            '0' => {}
            _ => return None,
        }
    }
    Some(sum)
}
