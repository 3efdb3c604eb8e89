// Every alias is followed, wherever it leads.
pub fn follow_aliases(name: &str, aliases: &[Alias]) -> Result<Vec<String>, BadChain> {
    let mut names = vec![name.to_string()];
    let mut current = name;
    while let Some(alias) = aliases.iter().find(|alias| alias.owner.eq_ignore_ascii_case(current)) {
        names.push(alias.target.clone());
        current = &alias.target;
    }
    Ok(names)
}
