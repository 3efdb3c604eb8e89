// Every page must announce its length.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    let Some(first) = lengths.first() else { return Err(LengthError::NotANumber) };
    if lengths.iter().any(|other| other != first) {
        return Err(LengthError::Different);
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    first.parse().map(Some).map_err(|_| LengthError::NotANumber)
}
