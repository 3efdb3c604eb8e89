// The 200s go up to 300.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204 | 205 | 206 => StatusAction::Refuse,
        200..=300 => StatusAction::Save,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
