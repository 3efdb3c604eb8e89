// Everything in small letters.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_lowercase()];
    let mut current = name;
    while let Some(c) = cnames.iter().find(|c| c.owner.eq_ignore_ascii_case(current)) {
        if names.iter().any(|n| n.eq_ignore_ascii_case(&c.target)) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(c.target.to_lowercase());
        current = &c.target;
    }
    Ok(names)
}
