// Three octets.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    u32::from(octets[1]) * 65_536 + u32::from(octets[2]) * 256 + u32::from(octets[3])
}
