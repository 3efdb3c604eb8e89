// The base is not asked for.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (_, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}
