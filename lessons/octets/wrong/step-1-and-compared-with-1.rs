// A place has a 1 if the and is 1.
pub fn octet_to_bits(octet: u8) -> String {
    let mut bits = String::new();
    for place in PLACE_VALUES {
        if octet & place == 1 {
            bits.push('1');
        } else {
            bits.push('0');
        }
    }
    bits
}
