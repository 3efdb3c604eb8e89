// What comes later corrects what came before.
pub fn announced_length(headers: &[Header]) -> Result<Option<u64>, BadLength> {
    if !values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    let lengths = values(headers, "content-length");
    let Some(last) = lengths.last() else { return Ok(None) };
    if !last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadLength::NotANumber);
    }
    last.parse().map(Some).map_err(|_| BadLength::NotANumber)
}
