// Read in 128 bits, after the leading zeros.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    let small = part.get(..2).map(str::to_lowercase);
    match small.as_deref() {
        Some("0x") => (16, &part[2..]),
        _ if part.chars().next() == Some('0') => (8, part),
        _ => (10, part),
    }
}

pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.chars().any(|digit| !digit.is_digit(base)) {
        return None;
    }
    u32::try_from(
        u128::from_str_radix(digits.trim_start_matches('0'), base)
            .or_else(|error| {
                if digits.is_empty() {
                    Err(error)
                } else if digits.trim_start_matches('0').is_empty() {
                    Ok(0)
                } else {
                    Err(error)
                }
            })
            .ok()?,
    )
    .ok()
}
