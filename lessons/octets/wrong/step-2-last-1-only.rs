// Set, not added.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut octet = 0;
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        match bit {
            '1' => octet = place,
            '0' => {}
            _ => return None,
        }
    }
    Some(octet)
}
