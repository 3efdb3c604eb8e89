// The length is looked at last.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    let is_long = name.len() > MAX_NAME;
    for label in name.split('.') {
        check_label(label)?;
    }
    if is_long { Err(NameError::LongName) } else { Ok(()) }
}
