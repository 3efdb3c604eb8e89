// The zeros count.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let mut octet = 0;
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        match bit {
            '0' => octet += place,
            '1' => {}
            _ => return None,
        }
    }
    Some(octet)
}
