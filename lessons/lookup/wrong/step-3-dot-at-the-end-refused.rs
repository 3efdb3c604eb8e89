// The dot at the end begins one more label.
pub fn check_name(name: &str) -> Result<(), NameError> {
    if name.is_empty() || name == "." {
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
