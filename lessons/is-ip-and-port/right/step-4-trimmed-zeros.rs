// Without the zeros, parse fails only for what is too large.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    if digits.chars().any(|digit| !matches!(digit, '0'..='9')) {
        return None;
    }
    let short = digits.trim_start_matches('0');
    let number = if short.is_empty() { 0 } else { short.parse().unwrap_or(i64::MAX) };
    if port.starts_with('-') { Some(-number) } else { Some(number) }
}
