// Begins with a place for 256.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    for shift in (0..=8).rev() {
        text.push(if u16::from(octet) >> shift & 1 == 1 { '1' } else { '0' });
    }
    text
}
