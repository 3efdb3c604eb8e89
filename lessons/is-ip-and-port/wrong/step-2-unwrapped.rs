// Each part is a number.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        return None;
    }
    Some(u32::from_str_radix(digits, base).unwrap())
}
