// A loop of its own over the digits.
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
    let mut number: u64 = 0;
    for c in text.chars() {
        let digit = c.to_digit(10).ok_or(LengthError::NotANumber)?;
        let next = number.checked_mul(10).and_then(|tens| tens.checked_add(u64::from(digit)));
        number = next.ok_or(LengthError::NotANumber)?;
    }
    Ok(Some(number))
}
