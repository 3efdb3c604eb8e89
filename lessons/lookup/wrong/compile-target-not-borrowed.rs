// A text is a text.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
        names.push(cname.target.clone());
        current = cname.target.clone();
    }
    Ok(names)
}
