// The table ends at 206.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204 | 205 | 206 => StatusAction::Refuse,
        200..=206 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
