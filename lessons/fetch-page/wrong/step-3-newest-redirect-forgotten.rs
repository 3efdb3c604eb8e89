// The redirects are those of HTTP/1.1 as it was in 1999.
pub fn verdict(status: u16) -> Verdict {
    match status {
        204..=206 => Verdict::Refuse,
        200..=299 => Verdict::Save,
        301 | 302 | 303 | 307 => Verdict::Follow,
        _ => Verdict::Refuse,
    }
}
