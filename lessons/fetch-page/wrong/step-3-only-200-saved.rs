// 200 is the one good status.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        200 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
