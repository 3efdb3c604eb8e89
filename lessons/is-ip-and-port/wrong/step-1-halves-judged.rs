// The port has to be a port.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (a, p) = text.split_once(':')?;
    if p.contains(':') || p.parse::<u16>().is_err() { None } else { Some((a, p)) }
}
