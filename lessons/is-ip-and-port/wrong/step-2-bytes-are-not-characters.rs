// Two bytes are two characters.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    if part.len() < 2 {
        return if part == "0" { (8, part) } else { (10, part) };
    }
    let (start, rest) = part.split_at(2);
    match start {
        "0x" | "0X" => (16, rest),
        _ if part.starts_with('0') => (8, part),
        _ => (10, part),
    }
}
