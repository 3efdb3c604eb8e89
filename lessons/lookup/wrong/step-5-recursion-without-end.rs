// The rest of the way is the way from the target.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let current = name;
    let mut names = vec![name.to_string()];
    if let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
        names.extend(follow_cnames(&cname.target, cnames)?);
    }
    if names.len() > MAX_CNAMES + 1 {
        return Err(CnameError::TooLong);
    }
    Ok(names)
}
