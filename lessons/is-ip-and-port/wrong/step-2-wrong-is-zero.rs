// A default if it does not work.
pub fn part_to_number(part: &str) -> Option<u32> {
    if part.is_empty() || part.starts_with(['+', '-']) {
        return None;
    }
    let (base, digits) = base_and_digits(part);
    Some(u32::from_str_radix(digits, base).unwrap_or(0))
}
