// trim_start_matches takes the prefix off.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, part.trim_start_matches("0x").trim_start_matches("0X"))
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}
