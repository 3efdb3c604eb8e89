//! The final response, after interim ones. To minreq the first response is the only one, and what
//! follows it is a body without a length: so the final response is read from there.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use crate::response::{Header, Response, header_values};
use crate::types::RequestError;

/// True for a status after which another response comes (RFC 9110, section 15.2). After 101 the
/// server goes on in another protocol.
pub fn is_interim(status: u16) -> bool {
    (100..200).contains(&status) && status != 101
}

/// Reads responses from `raw`, which follows the interim response `status`, up to the first that is
/// final. Their heads may be `max_head` bytes long, all together.
///
/// # Errors
/// A [`RequestError`] if no such response comes.
pub fn read_final(
    mut status: u16,
    raw: impl Read + 'static,
    max_head: u64,
) -> Result<Response, RequestError> {
    let mut raw = BufReader::new(raw);
    let mut left = max_head;
    let mut reason = String::new();
    let mut headers = Vec::new();
    while is_interim(status) {
        let line = read_line(&mut raw, &mut left)?.ok_or(RequestError::InterimOnly(status))?;
        (status, reason) = parse_status_line(&line).ok_or(RequestError::InterimOnly(status))?;
        headers = read_headers(&mut raw, &mut left)?;
    }
    let chunked = header_values(&headers, "transfer-encoding")
        .iter()
        .any(|encoding| encoding.eq_ignore_ascii_case("chunked"));
    let length =
        header_values(&headers, "content-length").first().and_then(|text| text.parse().ok());
    let body: Box<dyn Read> = match (chunked, length) {
        (true, _) => Box::new(Chunks { raw, left: 0, is_last: false }),
        (false, Some(length)) => Box::new(raw.take(length)),
        (false, None) => Box::new(raw),
    };
    Ok(Response { status, reason, headers, body })
}

/// The status and the words of a line such as `HTTP/1.1 200 OK`.
pub fn parse_status_line(line: &str) -> Option<(u16, String)> {
    let (version, rest) = line.split_once(' ')?;
    let (status, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    let digits_only = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    let status = status.parse().ok().filter(|_| digits_only && version.starts_with("HTTP/"))?;
    Some((status, reason.to_string()))
}

/// Header lines up to the empty one. A line that begins with a space continues the header before it
/// (RFC 9112, section 5.2).
fn read_headers(raw: &mut impl BufRead, left: &mut u64) -> Result<Vec<Header>, RequestError> {
    let mut headers: Vec<Header> = Vec::new();
    while let Some(line) = read_line(raw, left)?.filter(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                *value = format!("{value} {}", line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
        }
    }
    Ok(headers)
}

/// The next line, without its end; `None` at the end of the stream. Takes its length from `left`.
fn read_line(raw: &mut impl BufRead, left: &mut u64) -> Result<Option<String>, RequestError> {
    let mut line = Vec::new();
    let length = raw.take(*left).read_until(b'\n', &mut line).map_err(RequestError::Io)?;
    *left -= length as u64;
    if !line.ends_with(b"\n") {
        return if *left == 0 { Err(RequestError::HeadersTooLong) } else { Ok(None) };
    }
    let line = String::from_utf8(line).map_err(|_| RequestError::NotUtf8)?;
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_string()))
}

/// The length of a chunk, and what may follow it on the line, take up to this many bytes.
const MAX_CHUNK_LINE: u64 = 1024;

/// A body in chunks (RFC 9112, section 7.1): each has its length, in hexadecimal, on a line before
/// it. The last has the length 0.
struct Chunks<Raw> {
    raw: Raw,
    /// This many bytes of the current chunk are still to come.
    left: u64,
    is_last: bool,
}

impl<Raw: BufRead> Chunks<Raw> {
    fn next_length(&mut self) -> io::Result<u64> {
        let mut line = self.line()?;
        if line.is_empty() {
            line = self.line()?; // that was the end of the chunk before this one
        }
        let length = line.split(';').next().unwrap_or_default().trim();
        u64::from_str_radix(length, 16).map_err(|_| ErrorKind::InvalidData.into())
    }

    fn line(&mut self) -> io::Result<String> {
        match read_line(&mut self.raw, &mut { MAX_CHUNK_LINE }) {
            Ok(Some(line)) => Ok(line),
            Ok(None) => Err(ErrorKind::UnexpectedEof.into()),
            Err(RequestError::Io(error)) => Err(error),
            Err(_) => Err(ErrorKind::InvalidData.into()),
        }
    }
}

impl<Raw: BufRead> Read for Chunks<Raw> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !self.is_last {
            self.left = self.next_length()?;
            self.is_last = self.left == 0;
        }
        let length = self.raw.by_ref().take(self.left).read(buffer)?;
        if length == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left -= length as u64;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What follows an interim response in `raw`: status, headers and body, or what went wrong.
    fn after_interim(raw: &str) -> Result<(u16, Vec<Header>, String), String> {
        let raw = io::Cursor::new(raw.as_bytes().to_vec());
        let mut response = read_final(103, raw, 1000).map_err(|error| format!("{error:?}"))?;
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
