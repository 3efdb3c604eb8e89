// A part is better than nothing.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204 | 205 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
