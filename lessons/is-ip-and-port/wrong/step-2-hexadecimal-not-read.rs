// The whole part is read in its base.
pub fn part_to_number(part: &str) -> Option<u32> {
    if part.starts_with('+') {
        return None;
    }
    u32::from_str_radix(part, base_and_digits(part).0).ok()
}
