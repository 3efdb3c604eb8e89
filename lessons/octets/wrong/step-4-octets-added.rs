// All octets weigh the same.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    octets.into_iter().map(u32::from).sum()
}
