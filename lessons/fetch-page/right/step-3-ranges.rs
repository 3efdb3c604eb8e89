// Ranges for the redirects.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        301..=303 | 307..=308 => StatusAction::Follow,
        200..=203 | 207..=299 => StatusAction::Save,
        _ => StatusAction::Refuse,
    }
}
