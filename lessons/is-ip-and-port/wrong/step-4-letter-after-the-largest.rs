// The kind of parse's error.
pub fn port_to_number(port: &str) -> Option<i64> {
    match port.parse::<i64>() {
        Ok(number) => Some(number),
        Err(error) => match error.kind() {
            std::num::IntErrorKind::PosOverflow => Some(i64::MAX),
            std::num::IntErrorKind::NegOverflow => Some(i64::MIN),
            _ => None,
        },
    }
}
