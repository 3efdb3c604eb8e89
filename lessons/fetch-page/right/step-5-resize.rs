// A Vec that is made long enough first, and a write loop by hand.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut buffer = Vec::new();
    buffer.resize(BUFFER_SIZE, 0);
    let mut count = 0u64;
    loop {
        let length = body.read(&mut buffer[..]).map_err(CopyError::Read)?;
        if length < 1 {
            break;
        }
        if count + length as u64 > maximum {
            return Err(CopyError::TooLarge { maximum });
        }
        let mut rest = &buffer[..length];
        while !rest.is_empty() {
            let written = file.write(rest).map_err(CopyError::Write)?;
            rest = &rest[written..];
        }
        count += length as u64;
    }
    if announced.is_none() && count == 0 {
        return Err(CopyError::Empty);
    }
    if count < announced.unwrap_or(0) {
        return Err(CopyError::TooShort { announced: announced.unwrap_or(0), count });
    }
    Ok(count)
}
