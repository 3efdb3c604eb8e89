// There is always a first character.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.len() > MAX_LABEL {
        return Err(NameError::LongLabel);
    }
    let first = label.chars().next().unwrap();
    for character in std::iter::once(first).chain(label.chars()) {
        if !character.is_ascii_alphanumeric() && character != '-' && character != '_' {
            return Err(NameError::Character(character));
        }
    }
    Ok(())
}
