// Only the ports that one has heard of.
pub fn is_port_in_range(port: i64) -> bool {
    match port {
        7 | 80 | 9087 | 65_535 => true,
        _ => false,
    }
}
