// A place value fits if it is equal.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    let mut left = octet;
    for place in PLACE_VALUES {
        if left == place {
            text.push('1');
            left -= place;
        } else {
            text.push('0');
        }
    }
    text
}
