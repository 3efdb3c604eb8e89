// The mark of Rust for binary is part of the text.
pub fn octet_to_bits(octet: u8) -> String {
    format!("{octet:#010b}")
}
