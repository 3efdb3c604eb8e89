// A pattern.
pub fn is_port_in_range(port: i64) -> bool {
    matches!(port, MIN_PORT..=MAX_PORT)
}
