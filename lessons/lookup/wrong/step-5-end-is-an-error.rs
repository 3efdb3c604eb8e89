// No alias, no way.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    loop {
        match cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
            None => return Err(CnameError::TooLong),
            Some(cname) if names.iter().any(|passed| passed.eq_ignore_ascii_case(&cname.target)) => {
                return Err(CnameError::Loop);
            }
            Some(cname) => {
                names.push(cname.target.clone());
                current = &cname.target;
            }
        }
    }
}
