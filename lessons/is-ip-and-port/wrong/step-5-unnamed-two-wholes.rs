// One port is left out.
pub fn is_port_in_range(port: i64) -> bool {
    port >= MIN_PORT && port <= MAX_PORT && port != 8080
}
