// The list is read once, from top to bottom.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name.to_string();
    for cname in cnames {
        if cname.owner.eq_ignore_ascii_case(&current) {
            if names.contains(&cname.target) {
                return Err(CnameError::Loop);
            }
            names.push(cname.target.clone());
            current = cname.target.clone();
        }
    }
    Ok(names)
}
