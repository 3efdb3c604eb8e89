// Each octet moved to its place.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let [a, b, c, d] = octets.map(u32::from);
    a << 24 | b << 16 | c << 8 | d
}
