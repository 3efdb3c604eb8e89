// The length of a label does not matter.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    for character in label.chars() {
        if !(character.is_ascii_alphanumeric() || character == '-' || character == '_') {
            return Err(NameError::Character(character));
        }
    }
    Ok(())
}
