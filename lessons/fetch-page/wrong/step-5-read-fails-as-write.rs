// An error is an error, whichever it is.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut buffer = vec![0; BUFFER_SIZE];
    let mut count = 0;
    loop {
        let length = body.read(&mut buffer).map_err(CopyError::Write)?;
        if length == 0 {
            break;
        }
        count += length as u64;
        if count > maximum {
            return Err(CopyError::TooLarge { maximum });
        }
        file.write_all(&buffer[..length]).map_err(CopyError::Write)?;
    }
    match announced {
        Some(announced) if count < announced => Err(CopyError::TooShort { announced, count }),
        None if count == 0 => Err(CopyError::Empty),
        _ => Ok(count),
    }
}
