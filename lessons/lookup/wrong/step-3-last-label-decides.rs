// Each verdict replaces the one before.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    let mut verdict = Ok(());
    for label in name.split('.') {
        verdict = check_label(label);
    }
    verdict
}
