// A part of an address is an octet, so it goes into a u8.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, &part[2..])
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}

pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') { None } else { u8::from_str_radix(digits, base).ok().map(u32::from) }
}
