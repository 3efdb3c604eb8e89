// Only the last name matters.
pub fn follow_aliases(name: &str, aliases: &[Alias]) -> Result<Vec<String>, BadChain> {
    let mut current = name;
    let mut steps = 0;
    while let Some(alias) = aliases.iter().find(|alias| alias.owner.eq_ignore_ascii_case(current)) {
        current = &alias.target;
        steps += 1;
        if steps > MAX_ALIASES {
            return Err(BadChain::TooLong);
        }
    }
    Ok(vec![current.to_string()])
}
