// The powers, as they are written elsewhere.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let [a, b, c, d] = octets.map(u32::from);
    a * (256 ^ 3) + b * (256 ^ 2) + c * 256 + d
}
