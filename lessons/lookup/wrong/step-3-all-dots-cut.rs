// All dots at the end are taken away.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.trim_end_matches('.');
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    for label in name.split('.') {
        check_label(label)?;
    }
    Ok(())
}
