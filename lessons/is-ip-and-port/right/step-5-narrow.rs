// A u16, if it is one.
pub fn is_port_in_range(port: i64) -> bool {
    match u16::try_from(port) {
        Ok(number) => number >= 7,
        Err(_) => false,
    }
}
