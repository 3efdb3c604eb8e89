// What parse does not read is 0.
pub fn port_to_number(port: &str) -> Option<i64> {
    Some(port.parse().unwrap_or(0))
}
