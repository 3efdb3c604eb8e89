// All dots at the end are taken away.
pub fn check_name(name: &str) -> Result<(), BadName> {
    let name = name.trim_end_matches('.');
    if name.is_empty() {
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
