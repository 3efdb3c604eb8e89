// What is outside is refused.
pub fn is_port_in_range(port: i64) -> bool {
    if port < MIN_PORT || port > MAX_PORT {
        return false;
    }
    true
}
