// Ifs instead of a match.
pub fn status_action(status: u16) -> StatusAction {
    if status == 204 || status == 205 || status == 206 {
        StatusAction::Refuse
    } else if status >= 200 && status < 300 {
        StatusAction::Save
    } else if [301, 302, 303, 307, 308].contains(&status) {
        StatusAction::Follow
    } else {
        StatusAction::Refuse
    }
}
