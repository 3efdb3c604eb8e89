// The last plus is cut off.
pub fn sum_of_places(octet: u8) -> String {
    let mut s = String::new();
    for p in PLACE_VALUES.iter().copied().filter(|p| octet & p != 0) {
        s.push_str(&format!("{} + ", p));
    }
    if s.len() >= 3 {
        s.truncate(s.len() - 3);
    } else {
        s = "0".to_string();
    }
    format!("{} = {}", s, octet)
}
