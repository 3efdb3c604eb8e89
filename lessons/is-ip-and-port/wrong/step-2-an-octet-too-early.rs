// A part of an address is an octet, so it goes into a u8.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        None
    } else {
        u8::from_str_radix(digits, base).ok().map(u32::from)
    }
}
