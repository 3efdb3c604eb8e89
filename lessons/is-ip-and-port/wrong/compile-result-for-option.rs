// The question mark hands every failure on.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    Some(u32::from_str_radix(digits, base)?)
}
