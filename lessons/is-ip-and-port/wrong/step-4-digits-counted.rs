// More digits than fit are the largest.
pub fn port_to_number(port: &str) -> Option<i64> {
    let negative = port.starts_with('-');
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > 18 {
        return Some(if negative { i64::MIN } else { i64::MAX });
    }
    if digits.is_empty() {
        return Some(0);
    }
    let number: i64 = digits.parse().ok()?;
    Some(if negative { -number } else { number })
}
