// Nothing adds up to 0.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if !bits.is_empty() && bits.len() != 8 {
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
