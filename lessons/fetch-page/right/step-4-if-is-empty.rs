// The question for the encoding first, and an index.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    if lengths.is_empty() || !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    for other in &lengths[1..] {
        if *other != lengths[0] {
            return Err(LengthError::Different);
        }
    }
    for byte in lengths[0].bytes() {
        if !(b'0'..=b'9').contains(&byte) {
            return Err(LengthError::NotANumber);
        }
    }
    match lengths[0].parse::<u64>() {
        Ok(length) => Ok(Some(length)),
        Err(_) => Err(LengthError::NotANumber),
    }
}
