// A default if it does not work.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, &part[2..])
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}

pub fn part_to_number(part: &str) -> Option<u32> {
    if part.is_empty() || part.starts_with(['+', '-']) {
        return None;
    }
    let (base, digits) = base_and_digits(part);
    Some(u32::from_str_radix(digits, base).unwrap_or(0))
}
