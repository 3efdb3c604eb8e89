// Zero is nothing.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, base).ok().filter(|n| *n > 0)
}
