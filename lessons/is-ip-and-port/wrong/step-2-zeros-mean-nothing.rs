// Zeros in front of a number change nothing, so 010 is ten.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.starts_with("0x") || part.starts_with("0X") { (16, &part[2..]) } else { (10, part) }
}
