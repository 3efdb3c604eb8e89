// A sign can only be the first character.
pub fn part_to_number(part: &str) -> Option<u32> {
    if part.starts_with('+') {
        return None;
    }
    let (base, digits) = base_and_digits(part);
    u32::from_str_radix(digits, base).ok()
}
