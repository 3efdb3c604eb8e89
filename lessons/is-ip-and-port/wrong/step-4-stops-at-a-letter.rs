// The number ends where the digits end.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits: String = port
        .strip_prefix(['+', '-'])
        .unwrap_or(port)
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if digits.is_empty() {
        return None;
    }
    let mut number = 0i64;
    for character in digits.chars() {
        number = number.saturating_mul(10).saturating_add(i64::from(character.to_digit(10)?));
    }
    Some(if port.starts_with('-') { -number } else { number })
}
