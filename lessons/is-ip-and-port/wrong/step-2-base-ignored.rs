// parse reads digits.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        return None;
    }
    if base == 16 { u32::from_str_radix(digits, 16).ok() } else { digits.parse().ok() }
}
