// Nothing is left, so it is done.
pub fn octet_to_bits(octet: u8) -> String {
    let mut bits = String::new();
    let mut rest = octet;
    for place in PLACE_VALUES {
        if rest == 0 {
            break;
        }
        if rest >= place {
            bits.push('1');
            rest -= place;
        } else {
            bits.push('0');
        }
    }
    bits
}
