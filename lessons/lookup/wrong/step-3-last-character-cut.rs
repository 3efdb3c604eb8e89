// The last character is a dot.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = &name[..name.len() - 1];
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
