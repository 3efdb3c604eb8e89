// Octal digits go to 9.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    let mut number = 0_u32;
    for digit in digits.chars() {
        number = number.checked_mul(base)?.checked_add(digit.to_digit(base.max(10))?)?;
    }
    if digits.is_empty() { None } else { Some(number) }
}
