//! From a URL to a copy of its page: the decisions on the way. `main.rs` makes them in order.

use std::io::{Read, Write};

use url::Url;

pub mod final_response;
pub mod progress;
pub mod request;
pub mod response;
pub mod save;
pub mod types;

pub use response::{Header, header_values};
pub use types::{CopyError, LengthError, StatusAction, UrlError};

/// This many redirects are followed, and no more. (Browsers follow 20; RFC 9110, section 15.4, asks
/// only that a client notices loops.)
pub const MAX_REDIRECTS: usize = 10;

/// The body is read in pieces of up to this many bytes. Each piece costs a few system calls, so
/// large pieces are faster.
pub const BUFFER_SIZE: usize = 256 * 1024;

/// The URL for what somebody typed: `text` itself, or `https://` and `text` if there is no `://` in
/// it.
///
/// # Errors
/// [`UrlError::Malformed`] if that is not a valid URL, and those of [`fetchable`].
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let whole = if text.contains("://") { text.to_string() } else { format!("https://{text}") };
    fetchable(Url::parse(&whole)?)
}

/// Returns `url` if its scheme is `http` or `https`, and there is no user name and no password in
/// it. (They are used to hide where a URL really leads: RFC 9110, section 4.2.4.)
///
/// # Errors
/// [`UrlError::Scheme`] and [`UrlError::UserName`].
pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    if url.scheme() != "http" && url.scheme() != "https" {
        return Err(UrlError::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::UserName);
    }
    Ok(url)
}

/// Where a redirect leads: `location`, which may be relative, as seen from the page `from` (RFC
/// 3986, section 5).
///
/// # Errors
/// Those of [`fetchable`], for the new URL; [`UrlError::Malformed`] if it is not valid, and
/// [`UrlError::Downgrade`] if it would go from https back to http.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(target)
}

/// What to do with a response of this status (RFC 9110, section 15).
///
/// The 200s are pages, except for three: 204 and 205 have no content, 206 is a part that nobody
/// asked for. Five of the 300s are redirects. Nothing else is the page that was asked for.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204..=206 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}

/// How many bytes of body the headers announce, with `Content-Length`. Returns `None` if they do
/// not say, and also if there is a `Transfer-Encoding`, which overrides the length (RFC 9112,
/// section 6.3).
///
/// # Errors
/// [`LengthError::Different`] if there are several lengths and not all are the same text (`5` and
/// `05` are not); [`LengthError::NotANumber`] if they are not made of digits alone, or do not fit in
/// a `u64`.
pub fn content_length(headers: &[Header]) -> Result<Option<u64>, LengthError> {
    let lengths = header_values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !header_values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if lengths.iter().any(|other| other != first) {
        return Err(LengthError::Different);
    }
    let digits_only = first.bytes().all(|byte| byte.is_ascii_digit()); // `parse` would take a `+`
    match first.parse() {
        Ok(length) if digits_only => Ok(Some(length)),
        _ => Err(LengthError::NotANumber),
    }
}

/// Copies all of `body` to `file`, in pieces of up to [`BUFFER_SIZE`] bytes, and returns the number
/// of bytes.
///
/// # Errors
/// [`CopyError::Read`] and [`CopyError::Write`] if reading or writing fails;
/// [`CopyError::TooLarge`] as soon as more than `maximum` bytes have come; at the end,
/// [`CopyError::TooShort`] if fewer came than were `announced` (more are not an error), and
/// [`CopyError::Empty`] if none came and nothing was announced. After an error, `file` holds only a
/// part of the page.
pub fn copy_page(
    mut body: impl Read,
    mut file: impl Write,
    announced: Option<u64>,
    maximum: u64,
) -> Result<u64, CopyError> {
    let mut buffer = vec![0; BUFFER_SIZE];
    let mut count = 0;
    loop {
        let length = body.read(&mut buffer).map_err(CopyError::Read)?;
        if length == 0 {
            break; // the end of the body
        }
        count += length as u64;
        if count > maximum {
            return Err(CopyError::TooLarge { maximum });
        }
        file.write_all(&buffer[..length]).map_err(CopyError::Write)?;
    }
    match announced {
        Some(announced) if count < announced => Err(CopyError::TooShort { announced, count }),
        None if count == 0 => Err(CopyError::Empty),
        _ => Ok(count),
    }
}
