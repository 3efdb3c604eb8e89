// It counts down what may still come.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut buffer = vec![0; BUFFER_SIZE].into_boxed_slice();
    let mut left = maximum;
    while let length @ 1.. = body.read(&mut buffer).map_err(CopyError::Read)? {
        left = left.checked_sub(length as u64).ok_or(CopyError::TooLarge { maximum })?;
        file.write_all(&buffer[..length]).map_err(CopyError::Write)?;
    }
    let count = maximum - left;
    match announced {
        None if count == 0 => Err(CopyError::Empty),
        Some(announced) if announced > count => Err(CopyError::TooShort { announced, count }),
        Some(_) | None => Ok(count),
    }
}
