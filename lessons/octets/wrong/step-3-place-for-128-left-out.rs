// Forgets 128.
pub fn sum_of_places(octet: u8) -> String {
    let v: Vec<String> =
        PLACE_VALUES.iter().skip(1).filter(|p| octet & **p != 0).map(|p| p.to_string()).collect();
    let left = if v.is_empty() { "0".to_string() } else { v.join(" + ") };
    format!("{left} = {octet}")
}
