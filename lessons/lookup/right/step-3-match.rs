// Each verdict is looked at.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let name = match name.strip_suffix('.') {
        Some(shorter) => shorter,
        None => name,
    };
    if name == "" {
        return Err(NameError::Empty);
    }
    if name.len() >= MAX_NAME + 1 {
        return Err(NameError::LongName);
    }
    let labels: Vec<&str> = name.split(".").collect();
    for label in labels {
        match check_label(label) {
            Ok(()) => continue,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
