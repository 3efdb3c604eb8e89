// The last dot is cut off by its place.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let mut rest = name;
    if rest.ends_with('.') {
        rest = &rest[..rest.len() - 1];
    }
    if rest.is_empty() {
        return Err(NameError::Empty);
    }
    if rest.len() > MAX_NAME {
        return Err(NameError::LongName);
    }
    rest.split('.').try_for_each(check_label)
}
