// A port has 16 bits, so it is read as a u16.
pub fn port_to_number(port: &str) -> Option<i64> {
    port.parse::<u16>().ok().map(i64::from)
}
