// A match on what read gives.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut buffer = [0; BUFFER_SIZE];
    let mut count: u64 = 0;
    loop {
        match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => {
                count += u64::try_from(length).unwrap_or(u64::MAX);
                if count > maximum {
                    return Err(CopyError::TooLarge { maximum });
                }
                if let Err(error) = file.write_all(&buffer[0..length]) {
                    return Err(CopyError::Write(error));
                }
            }
            Err(error) => return Err(CopyError::Read(error)),
        }
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
