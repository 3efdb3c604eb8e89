// Uses ^ as a power.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum = 0;
    for (i, o) in octets.iter().enumerate() {
        sum += u32::from(*o) * (256 ^ (3 - i as u32));
    }
    sum
}
