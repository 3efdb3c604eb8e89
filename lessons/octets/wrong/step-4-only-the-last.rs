// The last octet takes the place of the others.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum = 0;
    for octet in octets {
        sum = u32::from(octet);
    }
    sum
}
