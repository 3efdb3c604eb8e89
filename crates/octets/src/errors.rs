//! The sentences for texts that are neither an octet nor an address: why, and what to try. The
//! first version printed `ParseIntError` instead.

use common::UserError;
use octets::parse::{MAX_TEXT_LEN, ParseError};

const WRITE_AN_ADDRESS: &str =
    "Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.";
const WRITE_AN_OCTET: &str = "Write each octet as 0 to 255, or with eight binary digits such as \
    00000101. A number alone is an address from 16777216 (1.0.0.0) on.";
const WRITE_A_PREFIX: &str =
    "Write the number of bits, 0 to 32, after one slash: /24 for the mask 255.255.255.0.";
const DROP_ZEROS: &str = "Drop the leading zeros. In binary, write all eight digits.";
const WITHOUT_PORT: &str =
    "Write an IPv4 address without a port, such as 192.168.1.5. IPv6 is not supported.";

/// What to print about `text`, which is escaped already.
pub(crate) fn invalid_address(text: &str, error: &ParseError) -> UserError {
    use ParseError::*;
    let reason = match error {
        TooLong => format!("it is longer than {MAX_TEXT_LEN} bytes"),
        Colon => "it has a colon, as a port or an IPv6 address has".to_string(),
        OctetCount(count) => format!("an address has four octets, not {count}"),
        NotDecimal(part) => format!("`{part}` is not a number from 0 to 255"),
        LeadingZero(part) => {
            format!("`{part}` has a leading zero, which some programs read as octal")
        }
        TooLarge(part, 255) => format!("{part} is too large; an octet holds at most 255"),
        TooLarge(part, max) => format!("{part} is too large; an address holds at most {max}"),
        NotBinary(part) => format!("`{part}` is not eight digits 0 or 1"),
        NotAPrefix(prefix) => format!("the prefix `{prefix}` is not a number from 0 to 32"),
        MaskWithGaps(mask) => format!("{mask} is not a mask: in binary, a 1 follows a 0"),
    };
    let hint = match error {
        TooLong | OctetCount(_) | NotDecimal(_) => WRITE_AN_ADDRESS,
        Colon => WITHOUT_PORT,
        LeadingZero(_) => DROP_ZEROS,
        TooLarge(..) | NotBinary(_) => WRITE_AN_OCTET,
        NotAPrefix(_) | MaskWithGaps(_) => WRITE_A_PREFIX,
    };
    let (start, rest) = text.split_at(text.floor_char_boundary(MAX_TEXT_LEN));
    let cut = if rest.is_empty() { "" } else { "..." };
    UserError::new(format!("invalid address `{start}{cut}`: {reason}"), hint)
}
