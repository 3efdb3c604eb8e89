// The 200s mean success, so there is a page.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        200..=299 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
