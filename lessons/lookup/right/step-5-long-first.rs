// Whether it is too long is asked before whether it is a loop.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![String::from(name)];
    loop {
        let current = names[names.len() - 1].clone();
        let Some(found) = cnames.iter().position(|c| c.owner.eq_ignore_ascii_case(&current)) else {
            return Ok(names);
        };
        if names.len() == MAX_CNAMES + 1 {
            return Err(CnameError::TooLong);
        }
        let target = &cnames[found].target;
        if names.iter().position(|n| n.eq_ignore_ascii_case(target)).is_some() {
            return Err(CnameError::Loop);
        }
        names.push(target.to_owned());
    }
}
