// What begins with 0 is octal.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with('0') {
        (8, part)
    } else if let Some(digits) = part.strip_prefix("0x").or_else(|| part.strip_prefix("0X")) {
        (16, digits)
    } else {
        (10, part)
    }
}
