// What comes is lines.
use std::io::{BufRead, BufReader};

pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let count = BufReader::new(incoming.take(1024)).read_until(b'\n', &mut line)?;
    Ok(if count == 0 { None } else { Some(line) })
}
