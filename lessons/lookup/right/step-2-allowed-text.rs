// All that is allowed, in one text.
pub fn check_label(label: &str) -> Result<(), NameError> {
    const OK: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    if label == "" {
        return Err(NameError::EmptyLabel);
    }
    for c in label.chars() {
        if !OK.contains(c) {
            return Err(NameError::Character(c));
        }
    }
    if label.len() > 63 { Err(NameError::LongLabel) } else { Ok(()) }
}
