// What parse refuses is too large.
pub fn port_to_number(port: &str) -> Option<i64> {
    Some(port.parse().unwrap_or(i64::MAX))
}
