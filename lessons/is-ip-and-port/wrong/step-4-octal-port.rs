// A number is a number: what reads a part of an address reads a port.
pub fn port_to_number(port: &str) -> Option<i64> {
    if let Some(digits) = port.strip_prefix('-') {
        return part_to_number(digits).map(|number| -i64::from(number));
    }
    part_to_number(port.strip_prefix('+').unwrap_or(port)).map(i64::from)
}
