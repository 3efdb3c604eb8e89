// The port must be larger than the lowest one.
pub fn is_port_in_range(port: i64) -> bool {
    port > LOWEST_PORT && port <= HIGHEST_PORT
}
