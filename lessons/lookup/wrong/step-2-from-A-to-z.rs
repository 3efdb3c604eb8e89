// One range for all letters.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    for c in label.chars() {
        if !matches!(c, 'A'..='z' | '0'..='9' | '-') {
            return Err(NameError::Character(c));
        }
    }
    if label.len() > MAX_LABEL {
        return Err(NameError::LongLabel);
    }
    Ok(())
}
