// The names are made the same.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name.to_ascii_lowercase();
    while let Some(cname) = cnames.iter().find(|cname| cname.owner.to_ascii_lowercase() == current)
    {
        let target = cname.target.to_ascii_lowercase();
        if names.iter().any(|passed| passed.to_ascii_lowercase() == target) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(target.clone());
        current = target;
    }
    Ok(names)
}
