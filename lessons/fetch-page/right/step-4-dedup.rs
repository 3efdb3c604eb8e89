// dedup leaves one if all are the same.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    if header_values(headers, "transfer-encoding").len() > 0 {
        return Ok(None);
    }
    let mut lengths = header_values(headers, "content-length");
    lengths.dedup();
    match lengths.as_slice() {
        [] => Ok(None),
        [length] if length.chars().all(|character| character.is_ascii_digit()) => {
            length.parse::<u64>().map(Some).map_err(|_| LengthError::NotANumber)
        }
        [_] => Err(LengthError::NotANumber),
        _ => Err(LengthError::Different),
    }
}
