// The place values run the other way: the leftmost bit is worth 1.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut sum = 0;
    for (digit, place) in bits.chars().rev().zip(PLACE_VALUES) {
        match digit {
            '1' => sum += place,
            '0' => {}
            _ => return None,
        }
    }
    Some(sum)
}
