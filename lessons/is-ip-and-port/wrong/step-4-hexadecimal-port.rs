// 0x is a number, too.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    if let Some(hexadecimal) = digits.strip_prefix("0x") {
        return i64::from_str_radix(hexadecimal, 16).ok();
    }
    let mut number = 0i64;
    for character in digits.chars() {
        number = number.saturating_mul(10).saturating_add(i64::from(character.to_digit(10)?));
    }
    Some(if port.starts_with('-') { -number } else { number })
}
