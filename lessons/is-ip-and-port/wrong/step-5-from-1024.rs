// The ports below are for the system.
pub fn is_port_in_range(port: i64) -> bool {
    port >= 1024 && port <= MAX_PORT
}
