// Two names are the same when their texts are equal.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(cname) = cnames.iter().find(|cname| cname.owner == current) {
        if names.contains(&cname.target) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(cname.target.clone());
        current = &cname.target;
    }
    Ok(names)
}
