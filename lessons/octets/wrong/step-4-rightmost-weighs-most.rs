// The first octet counts the ones, the last one weighs most.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum = 0;
    for octet in octets.into_iter().rev() {
        sum = sum * 256 + u32::from(octet);
    }
    sum
}
