// Tries again after each error.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    let mut tries = 0;
    while !rest.is_empty() {
        match outgoing.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => rest = &rest[n..],
            Err(_) if tries < 3 => tries += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
