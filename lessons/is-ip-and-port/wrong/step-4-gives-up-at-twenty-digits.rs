// parse knows signs and digits, so it can do all of it.
pub fn port_to_number(port: &str) -> Option<i64> {
    port.parse().ok()
}
