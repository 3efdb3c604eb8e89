// A range goes from the first to the last.
pub fn is_port_in_range(port: i64) -> bool {
    (LOWEST_PORT..HIGHEST_PORT).contains(&port)
}
