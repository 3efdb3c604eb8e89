// Returns from inside the loop.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        match bit {
            '1' => return Some(place),
            '0' => {}
            _ => return None,
        }
    }
    Some(0)
}
