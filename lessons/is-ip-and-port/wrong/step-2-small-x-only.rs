// A hexadecimal number begins with 0x, and with nothing else.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if let Some(digits) = part.strip_prefix("0x") {
        (16, digits)
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}
