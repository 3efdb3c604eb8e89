// The loop goes on to the end.
pub fn check_label(label: &str) -> Result<(), NameError> {
    let mut result = if label.is_empty() { Err(NameError::EmptyLabel) } else { Ok(()) };
    for character in label.chars() {
        if !character.is_ascii_alphanumeric() && character != '-' && character != '_' {
            result = Err(NameError::Character(character));
        }
    }
    if label.len() > MAX_LABEL {
        return Err(NameError::LongLabel);
    }
    result
}
