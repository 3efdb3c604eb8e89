// Twenty characters are too many, zeros or not.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n = if digits.len() > 18 { i64::MAX } else { digits.parse().unwrap_or(i64::MAX) };
    Some(if port.starts_with('-') { -n } else { n })
}
