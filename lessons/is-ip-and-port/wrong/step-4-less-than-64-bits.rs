// 32 bits are more than a port needs.
pub fn port_to_number(port: &str) -> Option<i64> {
    let number: i32 = port.parse().ok()?;
    Some(i64::from(number))
}
