// A label, as long as a dot follows.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let mut rest = name.strip_suffix('.').unwrap_or(name);
    if rest.is_empty() {
        return Err(NameError::Empty);
    }
    if rest.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    while let Some((label, after)) = rest.split_once('.') {
        check_label(label)?;
        rest = after;
    }
    Ok(())
}
