// Spaces round it do no harm.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let bits = bits.trim();
    if bits.len() != 8 {
        return None;
    }
    let mut octet = 0;
    for (i, c) in bits.chars().enumerate() {
        match c {
            '1' => octet += PLACE_VALUES[i],
            '0' => (),
            _ => return None,
        }
    }
    Some(octet)
}
