// The way so far goes along.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    fn go(mut way: Vec<String>, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
        let here = way.last().cloned().unwrap_or_default();
        for cname in cnames {
            if cname.owner.to_lowercase() == here.to_lowercase() {
                if way.iter().any(|name| name.to_lowercase() == cname.target.to_lowercase()) {
                    return Err(CnameError::Loop);
                }
                way.push(cname.target.to_string());
                if way.len() > MAX_CNAMES + 1 {
                    return Err(CnameError::TooLong);
                }
                return go(way, cnames);
            }
        }
        Ok(way)
    }
    go(vec![name.to_string()], cnames)
}
