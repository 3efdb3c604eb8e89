// 0 means that there is none.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    if lengths.is_empty() {
        return Ok(None);
    }
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    for length in &lengths {
        if *length != lengths[0] {
            return Err(LengthError::Different);
        }
    }
    let text = lengths[0];
    if !text.chars().all(|c| c.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    match text.parse::<u64>() {
        Ok(0) => Ok(None),
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(LengthError::NotANumber),
    }
}
