// The standard library's own way.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    u32::from_be_bytes(octets)
}
