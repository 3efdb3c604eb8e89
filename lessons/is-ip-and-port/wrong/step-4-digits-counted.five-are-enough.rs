// Five digits are enough for a port.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    let mut number = 0i64;
    for character in digits.chars() {
        number = number.saturating_mul(10).saturating_add(i64::from(character.to_digit(10)?));
    }
    if number > 99_999 && number < i64::MAX {
        return Some(i64::MAX);
    }
    Some(if port.starts_with('-') { -number } else { number })
}
