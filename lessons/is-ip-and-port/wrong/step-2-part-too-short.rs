// The first two characters are compared.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    match &part[..2] {
        "0x" | "0X" => (16, &part[2..]),
        _ if &part[..1] == "0" => (8, part),
        _ => (10, part),
    }
}
