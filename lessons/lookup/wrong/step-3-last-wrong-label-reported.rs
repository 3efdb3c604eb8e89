// Goes on after an error.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    let mut r = Ok(());
    for label in name.split('.') {
        if let Err(e) = check_label(label) {
            r = Err(e);
        }
    }
    r
}
