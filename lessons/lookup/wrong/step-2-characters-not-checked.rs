// The first character decides.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    for character in label.chars() {
        if character.is_ascii_alphanumeric() || character == '-' || character == '_' {
            return Ok(());
        } else {
            return Err(NameError::Character(character));
        }
    }
    if label.len() > MAX_LABEL {
        return Err(NameError::LongLabel);
    }
    Ok(())
}
