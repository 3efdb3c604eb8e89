// What is not a number counts for nothing.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if lengths.iter().any(|other| other != first) {
        return Err(LengthError::Different);
    }
    if first.starts_with('+') {
        return Err(LengthError::NotANumber);
    }
    Ok(Some(first.parse().unwrap_or(0)))
}
