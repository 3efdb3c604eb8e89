// The sign does not matter.
pub fn is_port_in_range(port: i64) -> bool {
    (MIN_PORT..=MAX_PORT).contains(&port.saturating_abs())
}
