// The place for 128 is always 0.
pub fn octet_to_bits(octet: u8) -> String {
    format!("{:08b}", octet & 127)
}
