// The leftmost bit of each octet is a sign.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    octets.iter().fold(0_u32, |sum, octet| (sum << 8) | u32::from(*octet & 127))
}
