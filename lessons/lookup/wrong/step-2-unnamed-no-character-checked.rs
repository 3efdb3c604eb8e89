// Only the length is looked at.
pub fn check_label(label: &str) -> Result<(), NameError> {
    match label.len() {
        0 => Err(NameError::EmptyLabel),
        1..=MAX_LABEL => Ok(()),
        _ => Err(NameError::LongLabel),
    }
}
