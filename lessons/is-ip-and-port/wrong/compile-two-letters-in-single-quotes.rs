// Two characters.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    match part.strip_prefix('0x') {
        Some(digits) => (16, digits),
        None => (10, part),
    }
}
