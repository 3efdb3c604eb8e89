// The code of a digit, less that of 0.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    let mut number: i64 = 0;
    for digit in digits.bytes() {
        number = number.saturating_mul(10).saturating_add(i64::from(digit) - 48);
    }
    Some(if port.starts_with('-') { -number } else { number })
}
