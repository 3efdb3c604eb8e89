// A name whose bytes are more than its characters is wrong anyway.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > MAX_NAME {
        return Err(NameError::LongName);
    }
    for label in name.split('.') {
        check_label(label)?;
    }
    Ok(())
}
