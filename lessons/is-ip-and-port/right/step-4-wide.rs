// In 128 bits, held at the largest.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['-', '+']).unwrap_or(port);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let mut value: i128 = 0;
    for digit in digits.bytes() {
        value = (value * 10 + i128::from(digit - b'0')).min(i128::from(i64::MAX));
    }
    let value = value as i64;
    if port.starts_with('-') { Some(-value) } else { Some(value) }
}
