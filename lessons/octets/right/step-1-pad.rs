// Zeros in front, until there are eight.
pub fn octet_to_bits(octet: u8) -> String {
    let mut bits = String::new();
    let mut n = octet;
    while n > 0 {
        bits = (n % 2).to_string() + &bits;
        n = n / 2;
    }
    while bits.len() < 8 {
        bits.insert(0, '0');
    }
    bits
}
