// The x is the second character.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.chars().nth(1) == Some('x') || part.chars().nth(1) == Some('X') {
        (16, &part[2..])
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}
