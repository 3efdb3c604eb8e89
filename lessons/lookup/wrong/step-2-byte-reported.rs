// Byte by byte.
pub fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    for byte in label.bytes() {
        if !(byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            return Err(NameError::Character(byte as char));
        }
    }
    if label.len() > MAX_LABEL {
        return Err(NameError::LongLabel);
    }
    Ok(())
}
