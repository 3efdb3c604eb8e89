// Makes the whole number in a u8.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum: u8 = 0;
    for octet in octets {
        sum = sum * 256 + octet;
    }
    u32::from(sum)
}
