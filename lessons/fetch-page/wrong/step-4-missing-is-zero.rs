// No length means a length of 0.
pub fn announced_length(headers: &[Header]) -> Result<Option<u64>, BadLength> {
    let lengths = values(headers, "content-length");
    if !values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    let Some(first) = lengths.first() else { return Ok(Some(0)) };
    if lengths.iter().any(|other| other != first) {
        return Err(BadLength::Different);
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadLength::NotANumber);
    }
    first.parse().map(Some).map_err(|_| BadLength::NotANumber)
}
