// The error itself is returned.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return NameError::EmptyLabel;
    }
    Ok(())
}
