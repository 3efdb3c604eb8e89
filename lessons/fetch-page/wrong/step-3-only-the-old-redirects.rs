// Redirects are 301, for good, and 302, for now.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204..=206 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
