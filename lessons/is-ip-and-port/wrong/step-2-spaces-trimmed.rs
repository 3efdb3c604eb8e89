// Spaces do no harm.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part.trim());
    if digits.starts_with('+') { None } else { u32::from_str_radix(digits, base).ok() }
}
