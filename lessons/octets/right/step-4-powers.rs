// Powers of 256.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum = 0;
    for i in 0..4 {
        sum += octets[i] as u32 * 256u32.pow(3 - i as u32);
    }
    sum
}
