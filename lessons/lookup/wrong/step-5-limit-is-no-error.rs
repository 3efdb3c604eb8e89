// Sixteen at most.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    for _ in 0..MAX_CNAMES {
        let current = names.last().unwrap();
        match cnames.iter().find(|c| c.owner.eq_ignore_ascii_case(current)) {
            None => return Ok(names),
            Some(c) => {
                if names.iter().any(|n| n.eq_ignore_ascii_case(&c.target)) {
                    return Err(CnameError::Loop);
                }
                names.push(c.target.clone());
            }
        }
    }
    Ok(names)
}
