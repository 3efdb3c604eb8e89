// If there is no 0x, it is something else.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    let digits = part.strip_prefix("0x")?;
    (16, digits)
}
