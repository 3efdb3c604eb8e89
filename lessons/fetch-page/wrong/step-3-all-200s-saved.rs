// The 200s mean success, so there is a page.
pub fn verdict(status: u16) -> Verdict {
    match status {
        200..=299 => Verdict::Save,
        301 | 302 | 303 | 307 | 308 => Verdict::Follow,
        _ => Verdict::Refuse,
    }
}
