// Too long is too long.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongLabel);
    }
    for label in name.split('.') {
        check_label(label)?;
    }
    Ok(())
}
