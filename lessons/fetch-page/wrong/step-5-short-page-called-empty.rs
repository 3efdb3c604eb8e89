// Nothing at all is always Empty, also where bytes were announced.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut buffer = vec![0; BUFFER_SIZE];
    let mut copied = 0u64;
    loop {
        let n = body.read(&mut buffer).map_err(CopyError::Read)?;
        if n == 0 {
            break;
        }
        copied += n as u64;
        if copied > maximum {
            return Err(CopyError::TooLarge { maximum });
        }
        file.write_all(&buffer[..n]).map_err(CopyError::Write)?;
    }
    if copied == 0 && announced != Some(0) {
        return Err(CopyError::Empty);
    }
    match announced {
        Some(announced) if copied < announced => {
            Err(CopyError::TooShort { announced, count: copied })
        }
        _ => Ok(copied),
    }
}
