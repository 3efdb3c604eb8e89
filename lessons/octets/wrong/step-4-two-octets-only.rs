// The last two are the interesting ones.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    u32::from(octets[2]) * 256 + u32::from(octets[3])
}
