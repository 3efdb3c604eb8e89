// Several lengths are the lengths of parts.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    Ok(Some(lengths.iter().filter_map(|length| length.parse::<u64>().ok()).fold(0, u64::wrapping_add)))
}
