// Applies the minus to a number that is negative already.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n = port.parse::<i64>().unwrap_or(i64::MAX);
    Some(if port.starts_with('-') { n.saturating_neg() } else { n })
}
