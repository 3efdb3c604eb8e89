// First looks whether all are digits.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    let mut base = 10;
    let mut digits = part;
    if part.starts_with('0') {
        base = 8;
        if part.len() >= 2 && (part.as_bytes()[1] == b'x' || part.as_bytes()[1] == b'X') {
            base = 16;
            digits = &part[2..];
        }
    }
    (base, digits)
}
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return None;
    }
    match u32::from_str_radix(digits, base) {
        Ok(number) => Some(number),
        Err(_) => None,
    }
}
