// The redirects are those of HTTP/1.1 as it was in 1999.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204..=206 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 307 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
