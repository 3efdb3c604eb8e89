// Early returns.
pub fn status_action(status: u16) -> StatusAction {
    if let 301 | 302 | 303 | 307 | 308 = status {
        return StatusAction::Follow;
    }
    if (200..300).contains(&status) && !(204..=206).contains(&status) {
        return StatusAction::Save;
    }
    StatusAction::Refuse
}
