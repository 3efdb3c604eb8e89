// The loop ends with the first label.
pub fn check_name(name: &str) -> Result<(), BadName> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(BadName::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(BadName::LongName);
    }
    match name.split('.').next() {
        Some(label) => check_label(label),
        None => Ok(()),
    }
}
