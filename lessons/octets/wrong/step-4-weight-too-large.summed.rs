// The weight grows once more after the last octet.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum: u32 = 0;
    let mut weight: u32 = 1;
    for octet in octets.iter().rev() {
        sum += u32::from(*octet) * weight;
        weight *= 256;
    }
    sum
}
