// Moves by four bits.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum: u32 = 0;
    for octet in octets {
        sum = (sum << 4) + u32::from(octet);
    }
    sum
}
