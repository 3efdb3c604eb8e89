// The 300s are the redirects.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204..=206 => StatusAction::Refuse,
        200..=299 => StatusAction::Save,
        300..=399 => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
