// An octet has 255 values, because 255 is the biggest.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum = 0;
    for octet in octets {
        sum = sum * 255 + u32::from(octet);
    }
    sum
}
