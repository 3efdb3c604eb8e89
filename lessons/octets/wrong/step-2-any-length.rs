// Whatever bits there are stand under the first places.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let mut sum = 0;
    for (digit, place) in bits.chars().zip(PLACE_VALUES) {
        match digit {
            '1' => sum += place,
            '0' => {}
            _ => return None,
        }
    }
    Some(sum)
}
