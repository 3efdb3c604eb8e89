// Reads until the first character that is no digit.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    let good: String = digits.chars().take_while(|letter| letter.is_digit(base)).collect();
    u32::from_str_radix(&good, base).ok()
}
