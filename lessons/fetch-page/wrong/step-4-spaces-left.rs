// The headers can be read without a helper.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let mut length = None;
    for (name, value) in headers {
        if name == "transfer-encoding" {
            return Ok(None);
        }
        if name == "content-length" {
            if length.is_some_and(|other| other != value) {
                return Err(LengthError::Different);
            }
            length = Some(value);
        }
    }
    let Some(length) = length else { return Ok(None) };
    if length.bytes().any(|byte| !byte.is_ascii_digit()) {
        return Err(LengthError::NotANumber);
    }
    length.parse().map(Some).map_err(|_| LengthError::NotANumber)
}
