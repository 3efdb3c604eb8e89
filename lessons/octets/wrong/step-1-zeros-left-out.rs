// What does not fit is not written.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    let mut left = octet;
    for place in PLACE_VALUES {
        if left >= place {
            text.push('1');
            left -= place;
        }
    }
    text
}
