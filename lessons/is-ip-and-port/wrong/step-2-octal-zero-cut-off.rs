// As 0x is cut off a hexadecimal number, 0 is cut off an octal one.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") {
        (16, &part[2..])
    } else if part.starts_with('0') {
        (8, &part[1..])
    } else {
        (10, part)
    }
}
