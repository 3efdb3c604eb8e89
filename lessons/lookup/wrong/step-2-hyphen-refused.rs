// Only letters and digits.
pub fn check_label(label: &str) -> Result<(), BadName> {
    if label.is_empty() {
        return Err(BadName::EmptyLabel);
    }
    for character in label.chars() {
        if !character.is_ascii_alphanumeric() {
            return Err(BadName::Character(character));
        }
    }
    if label.len() > MAX_LABEL { Err(BadName::LongLabel) } else { Ok(()) }
}
