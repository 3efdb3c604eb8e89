// The octet whose bits these are.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    (0..=255).find(|octet| format!("{octet:08b}") == bits)
}
