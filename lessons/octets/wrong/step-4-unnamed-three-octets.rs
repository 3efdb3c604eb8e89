// The first octet is forgotten.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum: u32 = 0;
    for octet in &octets[1..] {
        sum = sum * 256 + u32::from(*octet);
    }
    sum
}
