// wrapping_mul never panics.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.is_empty() {
        return None;
    }
    let mut number = 0_u32;
    for digit in digits.chars() {
        number = number.wrapping_mul(base).wrapping_add(digit.to_digit(base)?);
    }
    Some(number)
}
