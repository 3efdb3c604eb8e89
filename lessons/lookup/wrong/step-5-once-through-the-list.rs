// The list is read once, from top to bottom.
pub fn follow_aliases(name: &str, aliases: &[Alias]) -> Result<Vec<String>, BadChain> {
    let mut names = vec![name.to_string()];
    let mut current = name.to_string();
    for alias in aliases {
        if alias.owner.eq_ignore_ascii_case(&current) {
            if names.contains(&alias.target) {
                return Err(BadChain::Loop);
            }
            names.push(alias.target.clone());
            current = alias.target.clone();
        }
    }
    Ok(names)
}
