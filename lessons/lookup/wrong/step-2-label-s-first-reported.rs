// The first character is reported.
pub fn check_label(label: &str) -> Result<(), NameError> {
    let Some(first) = label.chars().next() else {
        return Err(NameError::EmptyLabel);
    };
    if label.len() > 63 {
        return Err(NameError::LongLabel);
    }
    if !label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Err(NameError::Character(first));
    }
    Ok(())
}
