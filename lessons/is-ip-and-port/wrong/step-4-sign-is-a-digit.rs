// Each byte less the code of 0.
pub fn port_to_number(port: &str) -> Option<i64> {
    let mut number: i64 = 0;
    for digit in port.bytes() {
        number = number.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
    }
    Some(number)
}
