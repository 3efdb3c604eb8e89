//! What the functions of this program return. They hold what happened; the sentences about it are
//! in `errors.rs`.

use std::io;
use std::net::Ipv6Addr;
use std::path::PathBuf;

use url::ParseError;

/// What to do with a response, by its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusAction {
    /// It is a page: save it.
    Save,
    /// The page is somewhere else: ask there.
    Follow,
    /// There is no page in it that could be saved.
    Refuse,
}

/// Why a text is not a URL that can be fetched, or a redirect not one that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlError {
    /// It is not a valid URL.
    Malformed(ParseError),
    /// It has this scheme, which is neither `http` nor `https`.
    Scheme(String),
    /// It has a user name or a password in it.
    UserName,
    /// It would leave https for http.
    Downgrade,
}

impl From<ParseError> for UrlError {
    fn from(error: ParseError) -> Self {
        UrlError::Malformed(error)
    }
}

/// Why the announced length of a page cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthError {
    /// There are several, and they differ.
    Different,
    /// One is not a number, or one too large for any file.
    NotANumber,
}

/// Why a copy is not whole.
#[derive(Debug)]
pub enum CopyError {
    /// The page could not be read to its end.
    Read(io::Error),
    /// The file could not be written.
    Write(io::Error),
    /// The page is larger than this number of bytes.
    TooLarge {
        /// The most that was wanted.
        maximum: u64,
    },
    /// The page ended too early.
    TooShort {
        /// This many bytes were announced.
        announced: u64,
        /// This many came.
        count: u64,
    },
    /// Nothing came, and nothing was announced.
    Empty,
}

/// A body in an encoding that this program does not undo.
#[derive(Debug, PartialEq, Eq)]
pub struct EncodingError {
    /// The header that says so.
    pub header: &'static str,
    /// Its value: `gzip`.
    pub value: String,
}

/// Why a request brought no response that can be used.
#[derive(Debug)]
pub enum RequestError {
    /// minreq takes no IPv6 address in a URL.
    Ipv6Address(Ipv6Addr),
    /// The host's name has no address, or no name server answered.
    HostNotFound(io::Error),
    /// Connecting, encrypting, sending or receiving failed, or no thread could be made for it.
    Io(io::Error),
    /// The server closed the connection without sending a byte.
    NoResponse,
    /// It sent something that does not begin with a status line: the first bytes, if known.
    NotHttp(Option<Vec<u8>>),
    /// Its status line or its headers are longer than allowed, or minreq panicked over them.
    HeadersTooLong,
    /// Its status line or a header holds bytes that are not UTF-8.
    NotUtf8,
    /// This header is folded over several lines.
    Folded(String),
    /// After an interim response (status 100 to 199) no final one came.
    InterimOnly(u16),
    /// Its `Content-Length` is not a number to minreq.
    Length,
}

/// Why a file cannot be written, or a copy not be shown.
#[derive(Debug)]
pub enum SaveError {
    /// The current folder does not exist any more.
    NoCurrentFolder(io::Error),
    /// There is a folder of that name.
    IsFolder(PathBuf),
    /// There is something that is neither a file nor a folder: a device, a pipe.
    NotRegular(PathBuf),
    /// A link that leads to nothing, or in a circle.
    BrokenLink(PathBuf),
    /// There is such a file already.
    Exists(PathBuf),
    /// The folder that it should be in does not exist.
    NoFolder(PathBuf),
    /// The system does not let us write there.
    CannotWrite(PathBuf, io::Error),
    /// The system does not put the finished copy in its place.
    CannotReplace(PathBuf, io::Error),
    /// The copy is not HTML, by its type or by its name, so it is not opened.
    NotHtml(PathBuf, String),
    /// No browser could be started.
    NoBrowser(io::Error),
}
