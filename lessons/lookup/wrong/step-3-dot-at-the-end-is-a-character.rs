// The name is split at its first dot, and the rest is one label.
pub fn check_name(name: &str) -> Result<(), NameError> {
    if name.is_empty() || name == "." {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    match name.split_once('.') {
        Some((first, rest)) => check_label(first).and_then(|()| check_label(rest)),
        None => check_label(name),
    }
}
