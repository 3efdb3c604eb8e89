// What parses is a number.
pub fn announced_length(headers: &[Header]) -> Result<Option<u64>, BadLength> {
    if !values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    let lengths = values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if lengths.iter().any(|other| other != first) {
        return Err(BadLength::Different);
    }
    first.parse().map(Some).map_err(|_| BadLength::NotANumber)
}
