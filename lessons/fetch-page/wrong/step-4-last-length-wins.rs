// What comes later corrects what came before.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    let lengths = header_values(headers, "content-length");
    let Some(last) = lengths.last() else { return Ok(None) };
    if !last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    last.parse().map(Some).map_err(|_| LengthError::NotANumber)
}
