// Each place value is compared with the whole octet, whatever has been used before.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    for place in PLACE_VALUES {
        text.push(if octet >= place { '1' } else { '0' });
    }
    text
}
