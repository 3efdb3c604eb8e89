// saturating_mul stays at the largest number.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.is_empty() {
        return None;
    }
    let mut number = 0_u32;
    for digit in digits.chars() {
        number = number.saturating_mul(base).saturating_add(digit.to_digit(base)?);
    }
    Some(number)
}
