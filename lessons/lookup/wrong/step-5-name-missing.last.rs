// All owners on the way.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names: Vec<String> = Vec::new();
    let mut current = name.to_string();
    while let Some(cname) = cnames.iter().find(|c| c.owner.eq_ignore_ascii_case(&current)) {
        if names.iter().any(|n| n.eq_ignore_ascii_case(&current)) {
            return Err(CnameError::Loop);
        }
        if names.len() >= MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(current);
        current = cname.target.clone();
    }
    Ok(names)
}
