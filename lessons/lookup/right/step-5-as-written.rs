// A circle comes back to the same spelling in the end.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(c) = cnames.iter().find(|c| c.owner.eq_ignore_ascii_case(current)) {
        if names.contains(&c.target) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(c.target.clone());
        current = &c.target;
    }
    Ok(names)
}
