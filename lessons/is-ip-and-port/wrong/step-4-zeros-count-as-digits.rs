// More than 19 digits are too many.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    if digits.len() > 19 {
        return Some(if port.starts_with('-') { i64::MIN } else { i64::MAX });
    }
    let mut number = 0i64;
    for character in digits.chars() {
        number = number.saturating_mul(10).saturating_add(i64::from(character.to_digit(10)?));
    }
    Some(if port.starts_with('-') { -number } else { number })
}
