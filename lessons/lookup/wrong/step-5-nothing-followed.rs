// The names, but no target.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    for cname in cnames {
        if cname.target.is_empty() {
            names.push(cname.target.clone());
        }
    }
    Ok(names)
}
