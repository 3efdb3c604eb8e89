// Goes from 7 down to 1 and forgets the place of 1.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    for shift in (1..=7).rev() {
        text.push(if octet >> shift & 1 == 1 { '1' } else { '0' });
    }
    text.push('0');
    text
}
