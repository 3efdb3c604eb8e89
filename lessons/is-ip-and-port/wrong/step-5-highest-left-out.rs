// A range goes from the first to the last.
pub fn is_port_in_range(port: i64) -> bool {
    (MIN_PORT..MAX_PORT).contains(&port)
}
