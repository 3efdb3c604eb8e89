// Counted from 8 to 1.
pub fn octet_to_bits(octet: u8) -> String {
    let mut bits = String::new();
    for i in (1..=8).rev() {
        if (octet >> i) & 1 == 1 {
            bits.push('1');
        } else {
            bits.push('0');
        }
    }
    bits
}
