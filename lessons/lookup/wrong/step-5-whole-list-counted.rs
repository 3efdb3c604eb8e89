// A long list is a long way.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    if cnames.len() > MAX_CNAMES {
        return Err(CnameError::TooLong);
    }
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
        if names.iter().any(|passed| passed.eq_ignore_ascii_case(&cname.target)) {
            return Err(CnameError::Loop);
        }
        names.push(cname.target.clone());
        current = &cname.target;
    }
    Ok(names)
}
