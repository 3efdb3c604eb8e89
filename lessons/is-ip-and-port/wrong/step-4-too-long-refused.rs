// A text of more than 19 digits is not read.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    if digits.len() > 19 {
        return match (digits.starts_with('9'), port.starts_with('-')) {
            (true, true) => Some(i64::MIN),
            (true, false) => Some(i64::MAX),
            _ => None,
        };
    }
    let mut number = 0i64;
    for character in digits.chars() {
        number = number.saturating_mul(10).saturating_add(i64::from(character.to_digit(10)?));
    }
    Some(if port.starts_with('-') { -number } else { number })
}
