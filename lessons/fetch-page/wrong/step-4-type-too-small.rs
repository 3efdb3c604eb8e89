// No page is longer than four gigabytes.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if lengths.iter().any(|other| other != first) {
        return Err(LengthError::Different);
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    first.parse::<u32>().map(|length| Some(u64::from(length))).map_err(|_| LengthError::NotANumber)
}
