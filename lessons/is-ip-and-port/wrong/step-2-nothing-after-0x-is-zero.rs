// The part is not empty.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if part.is_empty() || digits.starts_with('+') {
        return None;
    }
    if digits.is_empty() {
        return Some(0);
    }
    u32::from_str_radix(digits, base).ok()
}
