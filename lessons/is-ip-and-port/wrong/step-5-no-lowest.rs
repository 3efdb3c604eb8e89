// Every port up to the highest one is a port.
pub fn is_port_in_range(port: i64) -> bool {
    port >= 0 && port <= MAX_PORT
}
