// A 0 alone is just a zero.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, &part[2..])
    } else if part.starts_with('0') && part.len() > 1 {
        (8, part)
    } else {
        (10, part)
    }
}
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, base).ok()
}
