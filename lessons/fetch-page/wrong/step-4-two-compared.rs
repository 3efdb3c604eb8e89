// The first two must be the same.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if lengths.len() > 1 && lengths[1] != *first {
        return Err(LengthError::Different);
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    first.parse().map(Some).map_err(|_| LengthError::NotANumber)
}
