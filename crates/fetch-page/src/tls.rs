//! Why TLS failed, found in the text of the error: no type for it reaches us on every system.
//! rustls checks certificates on Linux, the system itself on Windows and macOS.

use crate::types::TlsError;

/// rustls's words (Linux), Schannel's numbers (Windows, winerror.h), and Secure Transport's numbers
/// (macOS, SecureTransport.h). The first row that fits counts: rustls quotes the names in a
/// certificate, which a stranger chose, so [`TlsError::WrongName`] comes first.
const DETAILS: [(TlsError, &str); 6] = [
    // CERT_E_CN_NO_MATCH, SEC_E_WRONG_PRINCIPAL; errSSLHostNameMismatch
    (TlsError::WrongName, "NotValidForName|code: -2146762481,|code: -2146893022,|code: -9843,"),
    // CERT_E_EXPIRED, SEC_E_CERT_EXPIRED; errSSLCertExpired, errSSLCertNotYetValid
    (
        TlsError::Expired,
        "Expired|NotValidYet|code: -2146762495,|code: -2146893016,|code: -9814,|code: -9815,",
    ),
    (TlsError::NoAuthorities, "No CA certificates were loaded"),
    // CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING, SEC_E_UNTRUSTED_ROOT;
    // errSSLXCertChainInvalid, errSSLUnknownRootCert, errSSLNoRootCert
    (
        TlsError::UnknownAuthority,
        "InvalidCertificate|code: -2146762487,|code: -2146762486,|code: -2146893019,\
         |code: -9807,|code: -9812,|code: -9813,",
    ),
    // SEC_E_INVALID_TOKEN; errSSLProtocol
    (TlsError::NotTls, "InvalidContentType|code: -2146893048,|code: -9800,"),
    // SEC_E_UNSUPPORTED_FUNCTION, SEC_E_ALGORITHM_MISMATCH;
    // errSSLPeerHandshakeFail, errSSLPeerProtocolVersion
    (
        TlsError::NoCommonVersion,
        "AlertReceived|PeerIncompatible|code: -2146893054,|code: -2146893007,\
         |code: -9824,|code: -9836,",
    ),
];

/// Why TLS failed, if the debug text of an error says that it did.
pub fn tls_error(details: &str) -> Option<TlsError> {
    let fits = |texts: &str| texts.split('|').any(|text| details.contains(text));
    DETAILS.iter().find(|(_, texts)| fits(texts)).map(|(error, _)| *error)
}
