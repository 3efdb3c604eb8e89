// A number is a number: a port is read as a part of an address is.
pub fn port_to_number(port: &str) -> Option<i64> {
    let written = port.strip_prefix(['+', '-']).unwrap_or(port);
    let number = match written.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None if written.starts_with('0') => u32::from_str_radix(written, 8).ok()?,
        None => written.parse().ok()?,
    };
    Some(if port.starts_with('-') { -i64::from(number) } else { i64::from(number) })
}
