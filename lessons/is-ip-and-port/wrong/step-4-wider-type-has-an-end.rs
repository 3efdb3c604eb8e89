// Read in 128 bits.
pub fn port_to_number(port: &str) -> Option<i64> {
    let number: i128 = port.parse().ok()?;
    Some(number.clamp(i64::MIN as i128, i64::MAX as i128) as i64)
}
