// The piece is written before it is counted.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut pieces = vec![0u8; BUFFER_SIZE];
    let mut count = 0;
    let mut length = body.read(&mut pieces).map_err(CopyError::Read)?;
    while length != 0 {
        file.write_all(&pieces[..length]).map_err(CopyError::Write)?;
        count += length as u64;
        if count > maximum {
            return Err(CopyError::TooLarge { maximum });
        }
        length = body.read(&mut pieces).map_err(CopyError::Read)?;
    }
    match (announced, count) {
        (None, 0) => Err(CopyError::Empty),
        (Some(announced), count) if announced > count => {
            Err(CopyError::TooShort { announced, count })
        }
        (_, count) => Ok(count),
    }
}
