// A 0 says that the place is used.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    let mut left = octet;
    for place in PLACE_VALUES {
        text.push(if left >= place { '0' } else { '1' });
        left %= place;
    }
    text
}
