// A bad length is none.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let values = header_values(headers, "content-length");
    if values.is_empty() || !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if values.iter().any(|v| *v != values[0]) {
        return Err(LengthError::Different);
    }
    if !values[0].bytes().all(|b| b.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    Ok(values[0].parse().ok())
}
