// Nothing has no wrong character and is not too long.
pub fn check_label(label: &str) -> Result<(), BadName> {
    for character in label.chars() {
        if !(character.is_ascii_alphanumeric() || character == '-' || character == '_') {
            return Err(BadName::Character(character));
        }
    }
    if label.len() > MAX_LABEL { Err(BadName::LongLabel) } else { Ok(()) }
}
