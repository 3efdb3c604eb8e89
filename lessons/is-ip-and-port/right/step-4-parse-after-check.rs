// Checks the digits, then parses.
pub fn port_to_number(port: &str) -> Option<i64> {
    let mut characters = port.chars().peekable();
    if matches!(characters.peek(), Some('+') | Some('-')) {
        characters.next();
    }
    let digits: String = characters.collect();
    if digits.is_empty() || digits.chars().any(|c| !c.is_ascii_digit()) {
        return None;
    }
    match port.parse::<i64>() {
        Ok(number) => Some(number),
        Err(_) if port.starts_with('-') => Some(i64::MIN),
        Err(_) => Some(i64::MAX),
    }
}
