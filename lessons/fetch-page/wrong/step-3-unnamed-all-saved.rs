// A response is a page.
pub fn status_action(status: u16) -> StatusAction {
    match status {
        _ => StatusAction::Save,
    }
}
