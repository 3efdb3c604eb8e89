// The length is taken before the dot at the end is.
pub fn check_name(name: &str) -> Result<(), NameError> {
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    for label in name.split('.') {
        check_label(label)?;
    }
    Ok(())
}
