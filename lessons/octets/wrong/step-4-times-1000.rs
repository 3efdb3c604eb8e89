// Three decimal digits each.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    octets.iter().fold(0u32, |n, o| n.wrapping_mul(1000).wrapping_add(u32::from(*o)))
}
