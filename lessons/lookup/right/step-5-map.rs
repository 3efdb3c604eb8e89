// A table of owners.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut table = std::collections::HashMap::new();
    for cname in cnames {
        table.entry(cname.owner.to_ascii_lowercase()).or_insert(&cname.target);
    }
    let mut seen = std::collections::HashSet::from([name.to_ascii_lowercase()]);
    let mut names = vec![name.to_string()];
    let mut count = 0;
    while let Some(target) = table.get(&names[count].to_ascii_lowercase()) {
        if !seen.insert(target.to_ascii_lowercase()) {
            return Err(CnameError::Loop);
        }
        count += 1;
        if count > MAX_CNAMES {
            return Err(CnameError::TooLong);
        }
        names.push(target.to_string());
    }
    Ok(names)
}
