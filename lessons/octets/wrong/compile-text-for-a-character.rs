// Pushes a text of one letter.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    text.push("1");
    text
}
