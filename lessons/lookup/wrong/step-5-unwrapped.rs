// There is always another alias.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name.to_string();
    loop {
        let c = cnames.iter().find(|c| c.owner.eq_ignore_ascii_case(&current)).unwrap();
        if names.iter().any(|n| n.eq_ignore_ascii_case(&c.target)) {
            return Err(CnameError::Loop);
        }
        if names.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(c.target.clone());
        current = c.target.clone();
    }
}
