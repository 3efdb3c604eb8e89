// Adds an octet to a number of 32 bits.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum: u32 = 0;
    for octet in octets {
        sum = sum * 256 + octet;
    }
    sum
}
