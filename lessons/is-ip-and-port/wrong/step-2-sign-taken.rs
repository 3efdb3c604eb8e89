// from_str_radix refuses whatever is no digit.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    u32::from_str_radix(digits, base).ok()
}
