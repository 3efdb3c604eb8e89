// Redirects are 301, for good, and 302, for now.
pub fn verdict(status: u16) -> Verdict {
    match status {
        204..=206 => Verdict::Refuse,
        200..=299 => Verdict::Save,
        301 | 302 => Verdict::Follow,
        _ => Verdict::Refuse,
    }
}
