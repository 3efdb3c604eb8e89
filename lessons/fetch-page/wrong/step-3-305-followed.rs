// 305 sends the client on, too.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204..=206 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 305 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
