// The code of a digit, less that of 0.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.is_empty() {
        return None;
    }
    let mut number: u32 = 0;
    for character in digits.to_lowercase().bytes() {
        let digit = if character >= b'a' && base == 16 { character - 87 } else { character - 48 };
        number = number.checked_mul(base)?.checked_add(u32::from(digit))?;
    }
    Some(number)
}
