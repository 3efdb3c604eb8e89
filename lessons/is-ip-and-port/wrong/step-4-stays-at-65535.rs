// No port is larger.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    let mut n = 0i64;
    for c in digits.chars() {
        n = (n * 10 + c.to_digit(10)? as i64).min(65535);
    }
    Some(if port.starts_with('-') { -n } else { n })
}
