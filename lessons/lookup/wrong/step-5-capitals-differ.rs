// Two names are the same when their texts are equal.
pub fn follow_aliases(name: &str, aliases: &[Alias]) -> Result<Vec<String>, BadChain> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(alias) = aliases.iter().find(|alias| alias.owner == current) {
        if names.contains(&alias.target) {
            return Err(BadChain::Loop);
        }
        if names.len() > MAX_ALIASES {
            return Err(BadChain::TooLong);
        }
        names.push(alias.target.clone());
        current = &alias.target;
    }
    Ok(names)
}
