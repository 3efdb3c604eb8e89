// A header stands there once, so the first one is the one.
pub fn announced_length(headers: &[Header]) -> Result<Option<u64>, BadLength> {
    if !values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    let lengths = values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadLength::NotANumber);
    }
    first.parse().map(Some).map_err(|_| BadLength::NotANumber)
}
