// A label without a dot near it is not split off.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    for label in name.split('.') {
        match check_label(label) {
            Err(NameError::LongLabel) => {}
            other => other?,
        }
    }
    Ok(())
}
