// The plus at the end is cut, but not its space.
pub fn sum_of_places(octet: u8) -> String {
    if octet == 0 {
        return "0 = 0".to_string();
    }
    let mut text = String::new();
    for place in PLACE_VALUES {
        if octet & place != 0 {
            text += &format!("{place} + ");
        }
    }
    format!("{} = {octet}", text.trim_end_matches("+ "))
}
