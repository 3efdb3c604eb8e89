// Counts each read.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut buffer = vec![0; BUFFER_SIZE];
    let mut count: u64 = 0;
    loop {
        let length = body.read(&mut buffer).map_err(CopyError::Read)?;
        if length == 0 {
            break;
        }
        count += 1;
        if count > maximum {
            return Err(CopyError::TooLarge { maximum });
        }
        file.write_all(&buffer[..length]).map_err(CopyError::Write)?;
    }
    if let Some(announced) = announced {
        if count < announced {
            return Err(CopyError::TooShort { announced, count });
        }
    } else if count == 0 {
        return Err(CopyError::Empty);
    }
    Ok(count)
}
