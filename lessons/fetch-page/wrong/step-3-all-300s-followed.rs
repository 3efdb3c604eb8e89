// The 300s are the redirects.
pub fn verdict(status: u16) -> Verdict {
    match status {
        204..=206 => Verdict::Refuse,
        200..=299 => Verdict::Save,
        300..=399 => Verdict::Follow,
        _ => Verdict::Refuse,
    }
}
