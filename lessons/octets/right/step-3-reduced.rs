// The texts reduced to one.
pub fn sum_of_places(octet: u8) -> String {
    let left = PLACE_VALUES
        .into_iter()
        .filter(|place| octet & place == *place)
        .map(|place| place.to_string())
        .reduce(|sum, place| sum + " + " + &place)
        .unwrap_or("0".to_string());
    left + " = " + &octet.to_string()
}
