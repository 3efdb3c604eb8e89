// Halve until nothing is left, and write each remainder behind the one before.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    let mut left = octet;
    while left > 0 {
        text.push_str(&(left % 2).to_string());
        left /= 2;
    }
    text
}
