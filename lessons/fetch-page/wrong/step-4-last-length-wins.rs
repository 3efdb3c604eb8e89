// What comes later corrects what came before.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    let Some(first) = lengths.last() else { return Ok(None) };
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    first.parse().map(Some).map_err(|_| LengthError::NotANumber)
}
