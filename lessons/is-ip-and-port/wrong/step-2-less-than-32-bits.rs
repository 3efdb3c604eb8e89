// An i32 has 32 bits, too.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        None
    } else {
        i32::from_str_radix(digits, base).ok().and_then(|number| u32::try_from(number).ok())
    }
}
