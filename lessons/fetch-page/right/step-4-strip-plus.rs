// What parses and has no plus is a number.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let mut lengths = header_values(headers, "content-length").into_iter();
    let Some(first) = lengths.next() else { return Ok(None) };
    if header_values(headers, "transfer-encoding").first().is_some() {
        return Ok(None);
    }
    if !lengths.all(|other| other == first) {
        return Err(LengthError::Different);
    }
    if first.contains('+') {
        return Err(LengthError::NotANumber);
    }
    Ok(Some(first.parse::<u64>().map_err(|_| LengthError::NotANumber)?))
}
