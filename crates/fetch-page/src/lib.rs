//! From a URL to a copy of its page on disk: the decisions on the way. The program's `main` puts them in their order.
//!
//! The request itself is [minreq](https://docs.rs/minreq)'s; [`request`] lists what it does not do for us.

use std::io::{Read, Write};

use url::Url;

pub mod failures;
pub mod no_answer;
pub mod progress;
pub mod request;
pub mod save;

pub use failures::{BadLength, BadUrl, CopyError};
use request::{Header, values};

/// At most so many redirects are followed. (Browsers follow 20; RFC 9110, section 15.4, asks only that loops are ended.)
pub const MAX_HOPS: usize = 10;

/// The body is read in pieces of up to so many bytes. Each piece costs a few system calls, so large pieces are faster.
pub const BUFFER_SIZE: usize = 256 * 1024;

/// What to do with an answer, by its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is a page: save it.
    Save,
    /// The page is elsewhere: ask there.
    Follow,
    /// There is no page in it that could be saved.
    Refuse,
}

/// The URL for what somebody typed: `text` itself, or with `https://` in front where it has no `://`.
///
/// # Errors
/// When that is no URL, or not one to fetch: see [`fetchable`].
pub fn page_url(text: &str) -> Result<Url, BadUrl> {
    let whole = if text.contains("://") { text.to_string() } else { format!("https://{text}") };
    fetchable(Url::parse(&whole)?)
}

/// Gives `url` back when its scheme is `http` or `https` and there is no user name and no password in it
/// (RFC 9110, section 4.2.4: they are used to hide where a URL really leads).
///
/// # Errors
/// [`BadUrl::Scheme`] and [`BadUrl::UserName`].
pub fn fetchable(url: Url) -> Result<Url, BadUrl> {
    if url.scheme() != "http" && url.scheme() != "https" {
        return Err(BadUrl::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BadUrl::UserName);
    }
    Ok(url)
}

/// Where a redirect leads: `location`, which may be relative, as seen from the page `from` (RFC 3986, section 5).
///
/// # Errors
/// When the new URL is not one to fetch; [`BadUrl::Downgrade`] when it would go from https back to http.
pub fn next_hop(from: &Url, location: &str) -> Result<Url, BadUrl> {
    let next = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(BadUrl::Downgrade);
    }
    Ok(next)
}

/// What to do with an answer of this status (RFC 9110, section 15).
///
/// The 200s are pages, but for three: 204 and 205 have no content, 206 is a part that nobody asked for. Five of the 300s
/// are redirects. Nothing else has the page that was asked for.
pub fn verdict(status: u16) -> Verdict {
    match status {
        204..=206 => Verdict::Refuse,
        200..=299 => Verdict::Save,
        301 | 302 | 303 | 307 | 308 => Verdict::Follow,
        _ => Verdict::Refuse,
    }
}

/// How many bytes the headers announce for the body, by `Content-Length`. None when they do not say, and also when there is a
/// `Transfer-Encoding`, which overrides the length (RFC 9112, section 6.3).
///
/// # Errors
/// When lengths differ, or one is not made of digits, or it does not fit in a `u64`.
pub fn announced_length(headers: &[Header]) -> Result<Option<u64>, BadLength> {
    let lengths = values(headers, "content-length");
    let Some(first) = lengths.first() else { return Ok(None) };
    if !values(headers, "transfer-encoding").is_empty() {
        return Ok(None);
    }
    if lengths.iter().any(|other| other != first) {
        return Err(BadLength::Different);
    }
    let digits_only = first.bytes().all(|byte| byte.is_ascii_digit());
    first.parse().ok().filter(|_| digits_only).map(Some).ok_or(BadLength::NotANumber)
}

/// Copies all of `body` to `file`, in pieces of up to [`BUFFER_SIZE`] bytes, and gives the number of bytes.
///
/// # Errors
/// When reading or writing fails, when more than `maximum` bytes come, when fewer come than were `announced`, and when none
/// come although nothing was announced. Then `file` holds only a part of the page.
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
            break;
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
