// Makes numbers, then compares them.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    if lengths.is_empty() {
        return Ok(None);
    }
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    let mut numbers = Vec::new();
    for length in lengths {
        if !length.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LengthError::NotANumber);
        }
        numbers.push(length.parse::<u64>().map_err(|_| LengthError::NotANumber)?);
    }
    if numbers.iter().any(|number| *number != numbers[0]) {
        return Err(LengthError::Different);
    }
    Ok(Some(numbers[0]))
}
