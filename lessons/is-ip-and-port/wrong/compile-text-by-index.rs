// Looks at the first character by its number.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part[0] == '0' {
        return (8, part);
    }
    (10, part)
}
