// A weight that is nearly right.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let [a, b, c, d] = octets.map(u32::from);
    a * 255 * 65_536 + b * 65_536 + c * 256 + d
}
