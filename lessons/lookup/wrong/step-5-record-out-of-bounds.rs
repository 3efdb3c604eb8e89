// One record after the other.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let mut names = vec![name.to_string()];
    let mut place = 0;
    while cnames[place].owner.eq_ignore_ascii_case(&names[place]) {
        names.push(cnames[place].target.clone());
        place += 1;
    }
    Ok(names)
}
