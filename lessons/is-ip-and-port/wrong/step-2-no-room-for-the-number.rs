// A u32 is large enough for any number that somebody writes.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.is_empty() {
        return None;
    }
    let mut number = 0;
    for character in digits.chars() {
        number = number * base + character.to_digit(base)?;
    }
    Some(number)
}
