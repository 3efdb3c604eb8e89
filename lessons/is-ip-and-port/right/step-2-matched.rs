// A match on the first bytes.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    match part.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, part.get(2..).unwrap_or_default()),
        [b'0', ..] => (8, part),
        _ => (10, part),
    }
}

pub fn part_to_number(part: &str) -> Option<u32> {
    match base_and_digits(part) {
        (_, digits) if digits.contains('+') => None,
        (base, digits) => u32::from_str_radix(digits, base).ok(),
    }
}
