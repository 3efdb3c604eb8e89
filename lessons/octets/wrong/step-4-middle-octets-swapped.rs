// Mixes up the two octets in the middle.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let [a, b, c, d] = octets.map(u32::from);
    a << 24 | b << 8 | c << 16 | d
}
