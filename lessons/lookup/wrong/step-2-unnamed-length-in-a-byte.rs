// The length is made to fit into a byte.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    for character in label.chars() {
        if !character.is_ascii_alphanumeric() && character != '-' && character != '_' {
            return Err(NameError::Character(character));
        }
    }
    if label.len() as u8 > MAX_LABEL as u8 {
        return Err(NameError::LongLabel);
    }
    Ok(())
}
