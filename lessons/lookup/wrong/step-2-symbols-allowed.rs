// All that can be printed.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    for c in label.chars() {
        if !c.is_ascii_graphic() {
            return Err(NameError::Character(c));
        }
    }
    if label.len() > MAX_LABEL {
        return Err(NameError::LongLabel);
    }
    Ok(())
}
