// The redirects end at 309.
pub fn status_action(status: u16) -> StatusAction {
    if status >= 200 && status < 300 {
        if status == 204 || status == 205 || status == 206 {
            return StatusAction::Refuse;
        }
        return StatusAction::Save;
    }
    if status >= 301 && status <= 309 {
        if status >= 304 && status <= 306 {
            return StatusAction::Refuse;
        }
        return StatusAction::Follow;
    }
    StatusAction::Refuse
}
