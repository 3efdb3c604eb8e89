// A port is a u16, so it cannot be too large.
pub fn is_port_in_range(port: i64) -> bool {
    port as u16 >= MIN_PORT as u16
}
