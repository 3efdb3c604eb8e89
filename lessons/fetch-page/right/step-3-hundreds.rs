// By hundreds.
pub fn status_action(status: u16) -> StatusAction {
    use StatusAction::{Follow, Refuse, Save};
    match (status / 100, status % 100) {
        (2, 4 | 5 | 6) => Refuse,
        (2, _) => Save,
        (3, 1 | 2 | 3 | 7 | 8) => Follow,
        _ => Refuse,
    }
}
