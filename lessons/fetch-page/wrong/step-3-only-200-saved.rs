// 200 is the one good status.
pub fn verdict(status: u16) -> Verdict {
    match status {
        200 => Verdict::Save,
        301 | 302 | 303 | 307 | 308 => Verdict::Follow,
        _ => Verdict::Refuse,
    }
}
