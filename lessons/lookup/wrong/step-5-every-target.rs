// All targets there are.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    for c in cnames {
        names.push(c.target.clone());
    }
    Ok(names)
}
