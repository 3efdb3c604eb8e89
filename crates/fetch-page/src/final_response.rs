//! The final response, after interim ones. To minreq the first response is the only one, and what
//! follows it is a body without a length: so the final response is read from there.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Take};

use crate::response::{Header, Response, header_values};
use crate::types::RequestError;

/// True for a status after which another response comes (RFC 9110, section 15.2). After 101 the
/// server goes on in another protocol.
pub fn is_interim(status: u16) -> bool {
    (100..200).contains(&status) && status != 101
}

/// Reads what follows the response `interim`, up to the first response that is final. Their heads
/// must be shorter than `max_head` bytes, all together.
///
/// # Errors
/// A [`RequestError`] if no such response comes.
pub fn read_final(interim: Response, max_head: u64) -> Result<Response, RequestError> {
    let Response { mut status, mut reason, mut headers, body } = interim;
    let mut raw = BufReader::new(body).take(max_head);
    while is_interim(status) {
        let head = read_head(&mut raw).map_err(|error| match error.kind() {
            ErrorKind::InvalidData => RequestError::NotUtf8,
            _ => RequestError::Io(error),
        })?;
        if raw.limit() == 0 {
            return Err(RequestError::HeadersTooLong);
        }
        (status, reason, headers) = head.ok_or(RequestError::InterimOnly(status))?;
    }
    let raw = raw.into_inner();
    let encodings = header_values(&headers, "transfer-encoding");
    let lengths = header_values(&headers, "content-length");
    let length = lengths.first().and_then(|length| length.parse().ok());
    let body: Box<dyn Read> = match length {
        _ if encodings.iter().any(|encoding| encoding.eq_ignore_ascii_case("chunked")) => {
            Box::new(Chunks { chunk: raw.take(0), is_last: false })
        }
        Some(length) => Box::new(raw.take(length)),
        None => Box::new(raw),
    };
    Ok(Response { status, reason, headers, body })
}

/// Reads a status line, and header lines up to the empty one. Returns `None` if the first line is
/// not a status line. A line that begins with a space continues the header before it (RFC 9112,
/// section 5.2).
fn read_head(raw: &mut impl BufRead) -> io::Result<Option<(u16, String, Vec<Header>)>> {
    let Some((status, reason)) = parse_status_line(&read_line(raw)?) else { return Ok(None) };
    let mut headers: Vec<Header> = Vec::new();
    loop {
        let line = read_line(raw)?;
        if line.is_empty() {
            return Ok(Some((status, reason, headers)));
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                *value = format!("{value} {}", line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
        }
    }
}

/// The status and the words of a line such as `HTTP/1.1 200 OK`.
pub fn parse_status_line(line: &str) -> Option<(u16, String)> {
    let (version, rest) = line.split_once(' ')?;
    let (status, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    let digits_only = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    let status = status.parse().ok().filter(|_| digits_only && version.starts_with("HTTP/"))?;
    Some((status, reason.to_string()))
}

/// The next line, without its end; empty at the end of the stream.
fn read_line(raw: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    raw.read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_string())
}

/// The length of a chunk, and what may follow it on the line, take up to this many bytes.
const MAX_CHUNK_LINE: u64 = 1024;

/// A body in chunks (RFC 9112, section 7.1): each has its length, in hexadecimal, on a line before
/// it. The last has the length 0.
struct Chunks {
    /// What is still to come of the current chunk.
    chunk: Take<BufReader<Box<dyn Read>>>,
    is_last: bool,
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.chunk.limit() == 0 && !self.is_last {
            let length = next_length(self.chunk.get_mut())?;
            self.chunk.set_limit(length);
            self.is_last = length == 0;
        }
        match self.chunk.read(buffer)? {
            0 if self.chunk.limit() > 0 => Err(ErrorKind::UnexpectedEof.into()),
            length => Ok(length),
        }
    }
}

/// The length of the next chunk. An empty line before it is the end of the chunk before.
fn next_length(raw: &mut impl BufRead) -> io::Result<u64> {
    let mut raw = raw.take(MAX_CHUNK_LINE);
    let mut line = String::new();
    while line.trim().is_empty() {
        line.clear();
        raw.read_line(&mut line)?;
        if !line.ends_with('\n') {
            let is_too_long = raw.limit() == 0;
            let kind = if is_too_long { ErrorKind::InvalidData } else { ErrorKind::UnexpectedEof };
            return Err(kind.into());
        }
    }
    let length = line.split(';').next().unwrap_or_default().trim();
    u64::from_str_radix(length, 16).map_err(|_| ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What follows an interim response in `raw`: status, headers and body, or what went wrong.
    fn after_interim(raw: &str) -> Result<(u16, Vec<Header>, String), String> {
        let body = Box::new(io::Cursor::new(raw.as_bytes().to_vec()));
        let interim = Response { status: 103, reason: String::new(), headers: Vec::new(), body };
        let mut response = read_final(interim, 1000).map_err(|error| format!("{error:?}"))?;
        let mut body = String::new();
        response.body.read_to_string(&mut body).map_err(|error| format!("{:?}", error.kind()))?;
        Ok((response.status, response.headers, body))
    }

    fn headers(list: &[(&str, &str)]) -> Vec<Header> {
        list.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
    }

    #[test]
    fn reads_the_final_response_after_several_interim_ones() {
        assert_eq!(
            after_interim(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 P\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, and more"
            ),
            Ok((200, headers(&[("content-length", "5")]), "hello".into()))
        );
        assert_eq!(
            after_interim("HTTP/1.0 404 No\n\nuntil the end"),
            Ok((404, headers(&[]), "until the end".into()))
        );
    }

    #[test]
    fn takes_a_folded_header_for_one() {
        assert_eq!(
            after_interim("HTTP/1.1 302 Found\r\nLocation:\r\n  http://a.test/\r\n\tb\r\n\r\n"),
            Ok((302, headers(&[("location", " http://a.test/ b")]), String::new()))
        );
    }

    #[test]
    fn tells_whole_chunks_from_cut_ones() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (chunks, body) in [
            ("5\r\nhello\r\n0\r\n\r\n", Ok("hello")),
            ("2;x=y\r\nhe\r\n 3 \r\nllo\r\n0\r\nA: b\r\n\r\n", Ok("hello")),
            ("0\r\n\r\n", Ok("")),
            ("5\r\nhel", Err("UnexpectedEof")),
            ("5\r\nhello", Err("UnexpectedEof")),
            ("5\r\nhello\r\n", Err("UnexpectedEof")),
            ("", Err("UnexpectedEof")),
            ("2\r\nhello\r\n0\r\n\r\n", Err("InvalidData")),
            ("five\r\nhello\r\n0\r\n\r\n", Err("InvalidData")),
            ("-5\r\nhello\r\n", Err("InvalidData")),
        ] {
            let came = after_interim(&format!("{head}{chunks}")).map(|(.., body)| body);
            assert_eq!(came, body.map(String::from).map_err(String::from), "{chunks:?}");
        }
    }

    #[test]
    fn says_when_no_final_response_comes() {
        for (raw, error) in [
            ("", "InterimOnly(103)"),
            ("HTTP/1.1 100 Continue\r\n\r\n", "InterimOnly(100)"),
            ("220 mail.test\r\n", "InterimOnly(103)"),
            ("HTTP/1.1 20 OK\r\n\r\n", "InterimOnly(103)"),
            (&format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1000)), "HeadersTooLong"),
        ] {
            assert_eq!(after_interim(raw), Err(error.to_string()), "{raw:?}");
        }
    }
}
