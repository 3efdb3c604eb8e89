// A set of the names passed, in small letters.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut passed = std::collections::BTreeSet::new();
    let mut names: Vec<String> = vec![];
    let mut next = Some(name.to_string());
    while let Some(current) = next {
        if !passed.insert(current.to_lowercase()) {
            return Err(CnameError::Loop);
        }
        next = None;
        for cname in cnames {
            if cname.owner.to_lowercase() == current.to_lowercase() {
                next = Some(cname.target.clone());
                break;
            }
        }
        names.push(current);
    }
    if names.len() - 1 > MAX_CNAMES { Err(CnameError::TooLong) } else { Ok(names) }
}
