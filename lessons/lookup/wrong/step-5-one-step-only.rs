// One alias is followed.
pub fn follow_aliases(name: &str, aliases: &[Alias]) -> Result<Vec<String>, BadChain> {
    let mut names = vec![name.to_string()];
    if let Some(alias) = aliases.iter().find(|alias| alias.owner.eq_ignore_ascii_case(name)) {
        names.push(alias.target.clone());
    }
    Ok(names)
}
