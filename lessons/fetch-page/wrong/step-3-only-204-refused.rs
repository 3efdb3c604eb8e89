// Only 204 says that there is no content.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
