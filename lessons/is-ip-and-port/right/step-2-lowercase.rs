// A copy in small letters is asked.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.to_lowercase().starts_with("0x") {
        (16, &part[2..])
    } else if part.chars().next() == Some('0') {
        (8, part)
    } else {
        (10, part)
    }
}
