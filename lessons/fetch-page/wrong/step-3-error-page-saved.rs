// Every response has a page in it, if only one that says what is wrong.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        204..=206 | 304 => StatusAction::Refuse,
        301 | 302 | 303 | 307 | 308 => StatusAction::Follow,
        _ => StatusAction::Save,
    }
}
