// The characters are counted on the way.
pub fn check_label(label: &str) -> Result<(), NameError> {
    let mut count = 0;
    for character in label.chars() {
        count += 1;
        if !(character.is_ascii_digit() || character.is_ascii_alphabetic() || "-_".contains(character)) {
            return Err(NameError::Character(character));
        }
    }
    if count == 0 {
        Err(NameError::EmptyLabel)
    } else if count > MAX_LABEL {
        Err(NameError::LongLabel)
    } else {
        Ok(())
    }
}
