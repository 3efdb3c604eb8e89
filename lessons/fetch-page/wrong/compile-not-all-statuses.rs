// These are the statuses that there are.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204..=206 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        400..=599 => StatusAction::Refuse,
    }
}
