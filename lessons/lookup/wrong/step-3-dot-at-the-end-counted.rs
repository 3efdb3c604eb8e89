// The length is taken before the dot at the end is.
pub fn check_name(name: &str) -> Result<(), BadName> {
    if name.len() > MAX_NAME {
        return Err(BadName::LongName);
    }
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() {
        return Err(BadName::Empty);
    }
    for label in name.split('.') {
        check_label(label)?;
    }
    Ok(())
}
