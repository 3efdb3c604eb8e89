// Each octet is multiplied, not the sum.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum: u32 = 0;
    for octet in octets {
        sum = sum + u32::from(octet) * 256;
    }
    sum
}
