// An x, wherever it is.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.contains('x') || part.contains('X') {
        (16, &part[2..])
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}
