// If each label is short enough, the name is.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    for label in name.split('.') {
        check_label(label)?;
    }
    Ok(())
}
