// Two zeros are one too many.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if let Some(digits) = part.strip_prefix("00") {
        return (8, digits);
    }
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, &part[2..])
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}
