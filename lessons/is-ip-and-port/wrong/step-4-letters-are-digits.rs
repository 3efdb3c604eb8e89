// Digits of base 16.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    let mut n = 0i64;
    for c in digits.chars() {
        n = n.saturating_mul(10).saturating_add(c.to_digit(16)? as i64);
    }
    Some(if port.starts_with('-') { -n } else { n })
}
