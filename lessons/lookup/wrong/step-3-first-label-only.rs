// The loop ends with the first label.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    match name.split('.').next() {
        Some(label) => check_label(label),
        None => Ok(()),
    }
}
