// Each moved to its place, and added.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let [a, b, c, d] = octets;
    (a as u32) << 24 + (b as u32) << 16 + (c as u32) << 8 + (d as u32)
}
