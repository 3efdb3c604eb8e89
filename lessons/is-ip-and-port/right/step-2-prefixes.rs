// strip_prefix, in a loop.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    for prefix in ["0x", "0X"] {
        if let Some(digits) = part.strip_prefix(prefix) {
            return (16, digits);
        }
    }
    let base = if part.starts_with('0') { 8 } else { 10 };
    (base, part)
}

pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') { None } else { u32::from_str_radix(digits, base).ok() }
}
