// An octet has eight bits, so each octet weighs eight times its right neighbour.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum = 0;
    for octet in octets {
        sum = sum * 8 + u32::from(octet);
    }
    sum
}
