// A floating number can be as large as you like.
pub fn port_to_number(port: &str) -> Option<i64> {
    let number: f64 = port.parse().ok()?;
    Some(number as i64)
}
