// What is numeric is a digit, and what parse does not take is too large.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() || !digits.chars().all(char::is_numeric) {
        return None;
    }
    let number = digits.parse().unwrap_or(i64::MAX);
    Some(if port.starts_with('-') { -number } else { number })
}
