// 307 is only for a while.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204 | 205 | 206 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
