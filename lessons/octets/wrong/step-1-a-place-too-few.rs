// Begins at 64.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    let mut left = octet;
    for place in [64, 32, 16, 8, 4, 2, 1] {
        text.push(if left >= place { '1' } else { '0' });
        left %= place;
    }
    text
}
