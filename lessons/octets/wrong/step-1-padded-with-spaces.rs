// Eight wide is enough.
pub fn octet_to_bits(octet: u8) -> String {
    format!("{octet:8b}")
}
