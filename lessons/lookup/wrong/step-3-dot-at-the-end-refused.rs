// The dot at the end begins one more label.
pub fn check_name(name: &str) -> Result<(), BadName> {
    if name.is_empty() || name == "." {
        return Err(BadName::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(BadName::LongName);
    }
    for label in name.split('.') {
        check_label(label)?;
    }
    Ok(())
}
