// At most so many rounds.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    for _ in 0..=MAX_CNAMES {
        let current = names[names.len() - 1].clone();
        let next = match cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(&current)) {
            Some(cname) => cname.target.clone(),
            None => return Ok(names),
        };
        if names.iter().any(|passed| passed.eq_ignore_ascii_case(&next)) {
            return Err(CnameError::Loop);
        }
        names.push(next);
    }
    Err(CnameError::TooLong)
}
