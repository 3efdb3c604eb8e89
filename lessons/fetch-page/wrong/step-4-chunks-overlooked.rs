// The length of the body is what Content-Length says.
pub fn announced_length(headers: &[Header]) -> Result<Option<u64>, BadLength> {
    let lengths = values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if lengths.iter().any(|other| other != first) {
        return Err(BadLength::Different);
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadLength::NotANumber);
    }
    first.parse().map(Some).map_err(|_| BadLength::NotANumber)
}
