// Stops when it is too large.
pub fn port_to_number(port: &str) -> Option<i64> {
    let (negative, digits) = match port.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, port.strip_prefix('+').unwrap_or(port)),
    };
    if digits.is_empty() {
        return None;
    }
    let mut number: i64 = 0;
    for c in digits.chars() {
        let digit = i64::from(c.to_digit(10)?);
        number = match number.checked_mul(10).and_then(|n| n.checked_add(digit)) {
            Some(number) => number,
            None => return Some(if negative { i64::MIN } else { i64::MAX }),
        };
    }
    Some(if negative { -number } else { number })
}
