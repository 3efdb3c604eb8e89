// What cannot be read is very large.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.is_empty() || digits.starts_with(['+', '-']) {
        return None;
    }
    Some(u32::from_str_radix(digits, base).unwrap_or(u32::MAX))
}
