// Takes the place values away from the parameter itself.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    for place in PLACE_VALUES {
        if octet >= place {
            octet -= place;
            text.push('1');
        }
    }
    text
}
