// Every place value is taken away, with a 1 or a 0.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    let mut left = octet;
    for place in PLACE_VALUES {
        text.push(if left >= place { '1' } else { '0' });
        left -= place;
    }
    text
}
