// The standard library's own way.
pub fn octet_to_bits(octet: u8) -> String {
    format!("{octet:08b}")
}
