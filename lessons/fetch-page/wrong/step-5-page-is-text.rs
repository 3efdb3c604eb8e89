// A page is text, so it goes into a String.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut text = String::with_capacity(BUFFER_SIZE);
    body.read_to_string(&mut text).map_err(CopyError::Read)?;
    let count = text.len() as u64;
    if count > maximum {
        return Err(CopyError::TooLarge { maximum });
    }
    file.write_all(text.as_bytes()).map_err(CopyError::Write)?;
    match announced {
        Some(announced) if count < announced => Err(CopyError::TooShort { announced, count }),
        None if count == 0 => Err(CopyError::Empty),
        _ => Ok(count),
    }
}
