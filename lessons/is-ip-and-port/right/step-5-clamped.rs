// Does clamp leave it as it is?
pub fn is_port_in_range(port: i64) -> bool {
    port.clamp(MIN_PORT, MAX_PORT) == port
}
