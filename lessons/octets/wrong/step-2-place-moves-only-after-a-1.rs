// Goes to the next place value when one has been used.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != 8 {
        return None;
    }
    let (mut sum, mut index) = (0, 0);
    for bit in bits.chars() {
        match bit {
            '1' => {
                sum += PLACE_VALUES[index];
                index += 1;
            }
            '0' => {}
            _ => return None,
        }
    }
    Some(sum)
}
