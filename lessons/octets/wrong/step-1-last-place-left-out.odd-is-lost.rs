// The place for 1 is always 0.
pub fn octet_to_bits(octet: u8) -> String {
    format!("{:08b}", octet / 2 * 2)
}
