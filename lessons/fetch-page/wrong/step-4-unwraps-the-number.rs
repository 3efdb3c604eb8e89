// A length is a number.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if lengths.iter().any(|other| other != first) {
        return Err(LengthError::Different);
    }
    Ok(Some(first.parse().unwrap()))
}
