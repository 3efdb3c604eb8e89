// Two comparisons.
pub fn is_port_in_range(port: i64) -> bool {
    port >= MIN_PORT && port <= MAX_PORT
}
