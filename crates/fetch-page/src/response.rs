//! A response, and what its headers say about the body. The first version looks at none of them.

use std::io::Read;

use crate::types::EncodingError;

/// The name and the value of a header. The name is in small letters.
pub type Header = (String, String);

/// What a server responded. The body has not been read yet.
pub struct Response {
    /// The status: 200, 404. Three digits, if the server is honest.
    pub status: u16,
    /// The server's words for the status. Anything, or nothing.
    pub reason: String,
    /// The headers, in their order.
    pub headers: Vec<Header>,
    /// The body: reading from it is reading from the connection.
    pub body: Box<dyn Read>,
}

impl Response {
    /// The status and its words: `404 Not Found`.
    pub fn status_line(&self) -> String {
        format!("{} {}", self.status, self.reason).trim_end().to_string()
    }

    /// True if the body comes in chunks, each with its own length.
    pub fn is_chunked(&self) -> bool {
        !header_values(&self.headers, "transfer-encoding").is_empty()
    }
}

/// The values of all headers called `name` (in small letters), without the spaces around them.
pub fn header_values<'headers>(headers: &'headers [Header], name: &str) -> Vec<&'headers str> {
    headers.iter().filter(|header| header.0.trim() == name).map(|header| header.1.trim()).collect()
}

/// Refuses a body that does not come as it is, except in chunks.
///
/// # Errors
/// An [`EncodingError`] with the header that names the encoding.
pub fn check_encodings(headers: &[Header]) -> Result<(), EncodingError> {
    let refuse = |header, value: &str| Err(EncodingError { header, value: value.to_string() });
    for value in header_values(headers, "content-encoding") {
        let mut encodings = value.split(',').map(str::trim);
        if !encodings.all(|name| name.is_empty() || name.eq_ignore_ascii_case("identity")) {
            return refuse("Content-Encoding", value);
        }
    }
    match header_values(headers, "transfer-encoding").as_slice() {
        [] => Ok(()),
        [encoding] if encoding.eq_ignore_ascii_case("chunked") => Ok(()),
        encodings => refuse("Transfer-Encoding", &encodings.join(", ")),
    }
}

/// The type of the body, or `None` if the server does not say.
pub fn content_type(headers: &[Header]) -> Option<&str> {
    header_values(headers, "content-type").first().copied().filter(|value| !value.is_empty())
}

/// True if a browser shows that type as a page (WHATWG MIME Sniffing, section 4.6, and XHTML).
pub fn is_html(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"].iter().any(|html| essence.eq_ignore_ascii_case(html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_a_page_html_by_its_type_alone() {
        for (content_type, html) in [
            ("text/html", true),
            ("Text/HTML; charset=utf-8", true),
            ("application/xhtml+xml", true),
            ("text/html2", false),
            ("text/plain; text/html", false),
            ("", false),
        ] {
            assert_eq!(is_html(content_type), html, "{content_type}");
        }
    }

    #[test]
    fn takes_a_body_that_comes_as_it_is_or_in_chunks() {
        for (name, value, refused) in [
            ("content-encoding", "", None),
            ("content-encoding", " Identity ", None),
            ("content-encoding", "identity, identity", None),
            ("content-encoding", "identity, gzip", Some("Content-Encoding")),
            ("content-encoding", "gzip", Some("Content-Encoding")),
            ("content-encoding", "utf-8", Some("Content-Encoding")),
            ("transfer-encoding", "Chunked", None),
            ("transfer-encoding", "", Some("Transfer-Encoding")),
            ("transfer-encoding", "gzip, chunked", Some("Transfer-Encoding")),
        ] {
            let checked = check_encodings(&[(name.to_string(), value.to_string())]);
            assert_eq!(checked.err().map(|error| error.header), refused, "{name}: {value}");
        }
    }
}
