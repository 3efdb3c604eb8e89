// The place of the first that is not allowed.
pub fn check_label(label: &str) -> Result<(), NameError> {
    let allowed = |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_');
    match label.find(|c| !allowed(c)) {
        Some(at) => Err(NameError::Character(label[at..].chars().next().unwrap())),
        None if label == "" => Err(NameError::EmptyLabel),
        None if label.len() <= MAX_LABEL => Ok(()),
        None => Err(NameError::LongLabel),
    }
}
