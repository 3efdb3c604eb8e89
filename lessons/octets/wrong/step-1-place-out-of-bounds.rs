// From 0 to 8.
pub fn octet_to_bits(octet: u8) -> String {
    let mut bits = String::new();
    let mut rest = octet;
    for i in 0..=8 {
        if rest >= PLACE_VALUES[i] {
            bits.push('1');
            rest -= PLACE_VALUES[i];
        } else {
            bits.push('0');
        }
    }
    bits
}
