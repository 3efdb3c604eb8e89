// The place values run the other way: 1 on the left, 128 on the right.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    let mut left = octet;
    for place in PLACE_VALUES {
        if left >= place {
            text.insert(0, '1');
            left -= place;
        } else {
            text.insert(0, '0');
        }
    }
    text
}
