// Looks at the last digit of the 300s.
pub fn status_action(status: u16) -> StatusAction {
    match (status / 100, status % 10) {
        (2, 4..=6) => StatusAction::Refuse,
        (2, _) => StatusAction::Save,
        (3, 1 | 2 | 3 | 7 | 8) => StatusAction::Follow,
        _ => StatusAction::Refuse,
    }
}
