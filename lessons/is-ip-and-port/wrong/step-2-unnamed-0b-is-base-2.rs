// Rust has binary numbers, too.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, &part[2..])
    } else if part.starts_with("0b") {
        (2, &part[2..])
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}
