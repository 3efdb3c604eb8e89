// The loop has no end of its own.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    loop {
        for cname in cnames.iter().filter(|cname| cname.owner.eq_ignore_ascii_case(current)) {
            if names.iter().any(|passed| passed.eq_ignore_ascii_case(&cname.target)) {
                return Err(CnameError::Loop);
            }
            if names.len() > MAX_CNAMES {
                return Err(CnameError::TooLong);
            }
            names.push(cname.target.clone());
            current = &cname.target;
            break;
        }
    }
}
