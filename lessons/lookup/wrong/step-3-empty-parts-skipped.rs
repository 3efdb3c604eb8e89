// Empty parts are left out.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    if name.starts_with('.') || name.ends_with('.') {
        return Err(NameError::EmptyLabel);
    }
    for label in name.split('.').filter(|label| !label.is_empty()) {
        check_label(label)?;
    }
    Ok(())
}
