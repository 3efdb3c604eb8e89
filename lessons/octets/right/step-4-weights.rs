// The four weights written down.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    octets
        .into_iter()
        .zip([16_777_216, 65_536, 256, 1])
        .map(|(octet, weight)| u32::from(octet) * weight)
        .sum()
}
