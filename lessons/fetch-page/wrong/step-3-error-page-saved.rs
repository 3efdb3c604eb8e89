// Every answer has a page in it, if only one that says what is wrong.
pub fn verdict(status: u16) -> Verdict {
    match status {
        204..=206 | 304 => Verdict::Refuse,
        301 | 302 | 303 | 307 | 308 => Verdict::Follow,
        _ => Verdict::Save,
    }
}
