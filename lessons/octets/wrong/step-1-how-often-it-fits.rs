// How often does the place fit?
pub fn octet_to_bits(octet: u8) -> String {
    let mut bits = String::new();
    for place in PLACE_VALUES.iter() {
        bits += &(octet / place).to_string();
    }
    bits
}
