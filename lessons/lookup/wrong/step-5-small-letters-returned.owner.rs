// Pushes the owner as the record writes it.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut way: Vec<String> = Vec::new();
    let mut current = name.to_string();
    loop {
        if way.iter().any(|w| w.eq_ignore_ascii_case(&current)) {
            return Err(CnameError::Loop);
        }
        match cnames.iter().find(|c| c.owner.eq_ignore_ascii_case(&current)) {
            Some(c) => {
                way.push(c.owner.clone());
                current = c.target.clone();
            }
            None => {
                way.push(current);
                return Ok(way);
            }
        }
        if way.len() > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
    }
}
