// Moved as octets, and made larger afterwards.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let [a, b, c, d] = octets;
    u32::from(a << 24) | u32::from(b << 16) | u32::from(c << 8) | u32::from(d)
}
