// Remainders, each put before the ones there are.
pub fn octet_to_bits(octet: u8) -> String {
    let mut left = octet;
    let mut text = String::new();
    for _ in 0..8 {
        text.insert(0, if left % 2 == 1 { '1' } else { '0' });
        left /= 2;
    }
    text
}
