// Only the low ports are special.
pub fn is_port_in_range(port: i64) -> bool {
    port >= MIN_PORT
}
