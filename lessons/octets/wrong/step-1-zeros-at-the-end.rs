// Fills up with zeros at the end.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = format!("{octet:b}");
    while text.len() < 8 {
        text.push('0');
    }
    text
}
