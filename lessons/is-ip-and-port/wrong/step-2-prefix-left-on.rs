// The base is known, so from_str_radix will know what to do with 0x.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, part)
    } else if part.starts_with('0') {
        (8, part)
    } else {
        (10, part)
    }
}
