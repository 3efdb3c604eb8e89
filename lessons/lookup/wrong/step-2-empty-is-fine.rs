// Nothing has no wrong character and is not too long.
pub fn check_label(label: &str) -> Result<(), NameError> {
    for character in label.chars() {
        if !(character.is_ascii_alphanumeric() || character == '-' || character == '_') {
            return Err(NameError::Character(character));
        }
    }
    if label.len() > MAX_LABEL { Err(NameError::LongLabel) } else { Ok(()) }
}
