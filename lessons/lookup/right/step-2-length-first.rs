// The length first, then the characters.
pub fn check_label(label: &str) -> Result<(), NameError> {
    match label.len() {
        0 => return Err(NameError::EmptyLabel),
        length if length > MAX_LABEL => return Err(NameError::LongLabel),
        _ => {}
    }
    match label.chars().find(|character| !matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_')) {
        Some(character) => Err(NameError::Character(character)),
        None => Ok(()),
    }
}
