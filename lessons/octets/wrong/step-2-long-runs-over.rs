// Looks up a place for each digit, however many there are.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() < 8 {
        return None;
    }
    let mut sum = 0;
    for (index, bit) in bits.chars().enumerate() {
        match bit {
            '1' => sum += PLACE_VALUES[index],
            '0' => {}
            _ => return None,
        }
    }
    Some(sum)
}
