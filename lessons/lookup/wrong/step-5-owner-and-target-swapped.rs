// From the target to the owner.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(cname) = cnames.iter().find(|c| c.target.eq_ignore_ascii_case(current)) {
        if names.iter().any(|n| n.eq_ignore_ascii_case(&cname.owner)) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(cname.owner.clone());
        current = &cname.owner;
    }
    Ok(names)
}
