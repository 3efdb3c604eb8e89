// Each digit by hand.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    if lengths.is_empty() || !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if lengths.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(LengthError::Different);
    }
    if lengths[0].is_empty() {
        return Err(LengthError::NotANumber);
    }
    let mut number: u64 = 0;
    for character in lengths[0].chars() {
        let digit = character.to_digit(10).ok_or(LengthError::NotANumber)?;
        number = number
            .checked_mul(10)
            .and_then(|number| number.checked_add(u64::from(digit)))
            .ok_or(LengthError::NotANumber)?;
    }
    Ok(Some(number))
}
