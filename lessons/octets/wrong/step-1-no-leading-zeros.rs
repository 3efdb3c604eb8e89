// Zeros in front can go.
pub fn octet_to_bits(octet: u8) -> String {
    format!("{octet:b}")
}
