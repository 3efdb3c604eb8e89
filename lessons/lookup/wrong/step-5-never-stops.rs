// The loop has no end of its own.
pub fn follow_cnames(name: &str, cnames: &[Cname]) -> Result<Vec<String>, CnameError> {
    let names = vec![name.to_string()];
    let mut passed = 0_usize;
    loop {
        let current = name;
        if let Some(cname) = cnames.iter().find(|cname| cname.owner.eq_ignore_ascii_case(current)) {
            return Ok(vec![name.to_string(), cname.target.clone()]);
        }
        passed = passed.wrapping_add(names.len());
    }
}
