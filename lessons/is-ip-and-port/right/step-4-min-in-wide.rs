// A wider number, held at the limit.
pub fn port_to_number(port: &str) -> Option<i64> {
    let (sign, digits) = match port.as_bytes() {
        [b'-', digits @ ..] => (-1i128, digits),
        [b'+', digits @ ..] => (1, digits),
        digits => (1, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number =
        digits.iter().fold(0i128, |n, d| (n * 10 + i128::from(d - b'0')).min(i64::MAX as i128));
    i64::try_from(sign * number).ok()
}
