// The next one is looked for.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    while let Some(cname) = cnames.iter().find(|c| c.owner.eq_ignore_ascii_case(name)) {
        if names.iter().any(|n| n.eq_ignore_ascii_case(&cname.target)) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(cname.target.clone());
    }
    Ok(names)
}
