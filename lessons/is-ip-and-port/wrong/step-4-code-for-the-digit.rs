// Subtracts no '0'.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n = digits.bytes().fold(0i64, |n, b| n.saturating_mul(10).saturating_add(i64::from(b)));
    Some(if port.starts_with('-') { -n } else { n })
}
