// Where it has been, it stops.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
        if names.iter().any(|passed| passed.eq_ignore_ascii_case(&cname.target)) {
            break;
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(cname.target.clone());
        current = &cname.target;
    }
    Ok(names)
}
