// Eight pieces, whatever the length.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let mut octet = 0u8;
    for i in 0..8 {
        match &bits[i..i + 1] {
            "1" => octet += PLACE_VALUES[i],
            "0" => {}
            _ => return None,
        }
    }
    Some(octet)
}
