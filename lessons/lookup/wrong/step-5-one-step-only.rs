// One cname is followed.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    if let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(name)) {
        names.push(cname.target.clone());
    }
    Ok(names)
}
