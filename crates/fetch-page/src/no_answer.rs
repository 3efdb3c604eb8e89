//! Why no answer came: found out from what minreq hands on, and said in our own words.
//!
//! The details differ from system to system, most of all those of TLS: rustls checks certificates on Linux, the system itself on
//! Windows and macOS. No type for them reaches us on all three, so `DETAILS` looks for their names and numbers in the debug
//! text of the error.

use std::io::ErrorKind;

use anyhow::Error;
use common::UserError;
use url::Url;

use crate::BadLength;
use crate::failures::{broken_answer, place};

const PRACTISE: &str = "Without internet there are practice pages: `cargo practice` in one terminal, then \
                        `cargo run -p fetch-page -- http://127.0.0.1:9080/` in another.";

/// The failure for a request that brought no answer.
pub fn failure(url: &Url, error: &minreq::Error) -> Error {
    let (what, try_next) = match error {
        minreq::Error::HeadersOverflow | minreq::Error::StatusLineOverflow => {
            return broken_answer(url, "its headers are longer than allowed");
        }
        minreq::Error::MalformedContentLength => return broken_answer(url, BadLength::NotANumber),
        minreq::Error::InvalidUtf8InResponse => {
            return broken_answer(url, "its headers are not UTF-8");
        }
        _ => no_answer(url, error),
    };
    Error::msg(error.to_string()).context(UserError::new(what, try_next))
}

/// What failed, and what to try next, when no answer came at all.
fn no_answer(url: &Url, error: &minreq::Error) -> (String, String) {
    let details = format!("{error:?}");
    if let Some((_, trouble)) =
        DETAILS.iter().find(|(texts, _)| texts.iter().any(|text| details.contains(text)))
    {
        return trouble.in_words(url);
    }
    let place = place(url);
    let https = url.scheme() == "https";
    let kind =
        if let minreq::Error::IoError(error) = error { error.kind() } else { ErrorKind::Other };
    match kind {
        ErrorKind::ConnectionRefused => (
            format!("{place} refused the connection: the computer is there, but no program waits on that port"),
            "Is the port right, and is the server running? For the practice pages: `cargo practice`.".to_string(),
        ),
        ErrorKind::TimedOut if https => (
            format!("no answer from {place} before the time was over"),
            "Does that port speak https? Without encryption: write http:// in front. More seconds: `--timeout 120`."
                .into(),
        ),
        ErrorKind::TimedOut => (
            format!("no answer from {place} before the time was over"),
            "Is the host right? Allow more seconds: `--timeout 120`.".into(),
        ),
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::AddrNotAvailable => (
            format!("there is no way from this computer to {place}"),
            format!("Is it connected to a network? {PRACTISE}"),
        ),
        _ if https => (
            format!("{place} ended the connection before it answered: it may not speak TLS, which https needs"),
            "Is the port right? Without encryption: write http:// in front.".into(),
        ),
        _ => (
            format!("{place} ended the connection before it answered"),
            "Is that a web server? Perhaps it wants https: write https:// in front.".into(),
        ),
    }
}

/// What is known only from the details of an error: the names that rustls gives, or the numbers of the system.
#[derive(Clone, Copy)]
enum Trouble {
    NoSuchName,
    UnknownAuthority,
    WrongName,
    Expired,
    NoAuthorities,
    NoTls,
    NoCommonTls,
}

/// rustls's words (Linux); Schannel's numbers (Windows, winerror.h); Secure Transport's numbers (macOS, SecureTransport.h).
const DETAILS: [(&[&str], Trouble); 7] = [
    // CERT_E_CN_NO_MATCH, SEC_E_WRONG_PRINCIPAL; errSSLHostNameMismatch. First, as rustls adds the names that a stranger chose.
    (
        &["NotValidForName", "code: -2146762481,", "code: -2146893022,", "code: -9843,"],
        Trouble::WrongName,
    ),
    // getaddrinfo(): its own words in std, or Windows Sockets' numbers
    (
        &[
            "failed to lookup address",
            "code: 11001,",
            "code: 11002,",
            "code: 11003,",
            "code: 11004,",
        ],
        Trouble::NoSuchName,
    ),
    // CERT_E_EXPIRED, SEC_E_CERT_EXPIRED; errSSLCertExpired, errSSLCertNotYetValid
    (
        &[
            "Expired",
            "NotValidYet",
            "code: -2146762495,",
            "code: -2146893016,",
            "code: -9814,",
            "code: -9815,",
        ],
        Trouble::Expired,
    ),
    (&["No CA certificates were loaded"], Trouble::NoAuthorities),
    // CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING, SEC_E_UNTRUSTED_ROOT; errSSLXCertChainInvalid, errSSLUnknownRootCert, errSSLNoRootCert
    (
        &[
            "InvalidCertificate",
            "code: -2146762487,",
            "code: -2146762486,",
            "code: -2146893019,",
            "code: -9807,",
            "code: -9812,",
            "code: -9813,",
        ],
        Trouble::UnknownAuthority,
    ),
    // SEC_E_INVALID_TOKEN; errSSLProtocol
    (&["InvalidContentType", "code: -2146893048,", "code: -9800,"], Trouble::NoTls),
    // SEC_E_UNSUPPORTED_FUNCTION, SEC_E_ALGORITHM_MISMATCH; errSSLPeerHandshakeFail, errSSLPeerProtocolVersion
    (
        &[
            "AlertReceived",
            "PeerIncompatible",
            "code: -2146893054,",
            "code: -2146893007,",
            "code: -9824,",
            "code: -9836,",
        ],
        Trouble::NoCommonTls,
    ),
];

impl Trouble {
    fn in_words(self, url: &Url) -> (String, String) {
        let place = place(url);
        match self {
            Trouble::NoSuchName => (
                format!(
                    "cannot find the address of {}: there is no such name, or no name server answers",
                    url.host_str().unwrap_or_default()
                ),
                format!("Is the name spelled right, and is this computer on the internet? {PRACTISE}"),
            ),
            Trouble::UnknownAuthority => (
                format!("{place} cannot prove who it is: no authority that this computer trusts vouches for it"),
                "Do not trust it. In a company or school, ask whether its network looks into https.".into(),
            ),
            Trouble::WrongName => (
                format!("{place} proved to be somebody else: its certificate is for another name"),
                "Is the name spelled right?".into(),
            ),
            Trouble::Expired => (
                format!("{place} cannot prove who it is: its certificate is out of date"),
                "Is this computer's clock right? If it is, the server's owner has to act.".into(),
            ),
            Trouble::NoAuthorities => (
                "this computer has no list of authorities that vouch for servers, so https cannot work".into(),
                "Install it: on Debian and Ubuntu it is the package `ca-certificates`.".into(),
            ),
            Trouble::NoTls => (
                format!("{place} does not speak TLS, which https needs"),
                "Is the port right? Without encryption: write http:// in front.".into(),
            ),
            Trouble::NoCommonTls => (
                format!("{place} and this program know no version of TLS in common"),
                "The server may be very old. Its owner has to act.".into(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    /// What `no_answer` says first about `error`, for a page at gnomon.test.
    fn said(url: &str, error: io::Error) -> Result<String, url::ParseError> {
        Ok(no_answer(&Url::parse(url)?, &minreq::Error::IoError(error)).0)
    }

    #[test]
    fn knows_what_the_system_s_own_tls_means_by_its_numbers() -> Result<(), url::ParseError> {
        for (code, words) in [
            (
                11001,
                "cannot find the address of gnomon.test: there is no such name, or no name server answers",
            ),
            (
                -2146762487,
                "gnomon.test port 443 cannot prove who it is: no authority that this computer trusts vouches for it",
            ),
            (
                -9807,
                "gnomon.test port 443 cannot prove who it is: no authority that this computer trusts vouches for it",
            ),
            (
                -2146762481,
                "gnomon.test port 443 proved to be somebody else: its certificate is for another name",
            ),
            (
                -9843,
                "gnomon.test port 443 proved to be somebody else: its certificate is for another name",
            ),
            (
                -2146762495,
                "gnomon.test port 443 cannot prove who it is: its certificate is out of date",
            ),
            (-9814, "gnomon.test port 443 cannot prove who it is: its certificate is out of date"),
            (-2146893048, "gnomon.test port 443 does not speak TLS, which https needs"),
            (-9836, "gnomon.test port 443 and this program know no version of TLS in common"),
        ] {
            assert_eq!(
                said("https://gnomon.test/", io::Error::from_raw_os_error(code))?,
                words,
                "{code}"
            );
        }
        Ok(())
    }

    #[test]
    fn has_its_own_words_for_each_way_to_get_no_answer() -> Result<(), url::ParseError> {
        for (kind, words) in [
            (
                ErrorKind::ConnectionRefused,
                "gnomon.test port 80 refused the connection: the computer is there, but no program waits on that port",
            ),
            (ErrorKind::TimedOut, "no answer from gnomon.test port 80 before the time was over"),
            (
                ErrorKind::NetworkUnreachable,
                "there is no way from this computer to gnomon.test port 80",
            ),
            (
                ErrorKind::HostUnreachable,
                "there is no way from this computer to gnomon.test port 80",
            ),
            (
                ErrorKind::ConnectionReset,
                "gnomon.test port 80 ended the connection before it answered",
            ),
            (
                ErrorKind::UnexpectedEof,
                "gnomon.test port 80 ended the connection before it answered",
            ),
        ] {
            assert_eq!(said("http://gnomon.test/", kind.into())?, words, "{kind:?}");
        }
        Ok(())
    }
}
