// A filter by bits.
pub fn sum_of_places(octet: u8) -> String {
    let used: Vec<String> =
        PLACE_VALUES.iter().filter(|place| octet & **place != 0).map(u8::to_string).collect();
    if octet == 0 { "0 = 0".into() } else { used.join(" + ") + &format!(" = {octet}") }
}
