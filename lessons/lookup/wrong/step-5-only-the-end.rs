// Only the last name matters.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut current = name;
    let mut steps = 0;
    while let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
        current = &cname.target;
        steps += 1;
        if steps > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
    }
    Ok(vec![current.to_string()])
}
