// Eight digits, but decimal ones.
pub fn octet_to_bits(octet: u8) -> String {
    format!("{octet:08}")
}
