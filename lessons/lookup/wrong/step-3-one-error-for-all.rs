// Not a name.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    if name.split('.').any(|label| check_label(label).is_err()) {
        return Err(NameError::EmptyLabel);
    }
    Ok(())
}
