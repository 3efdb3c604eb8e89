// All the places there are.
pub fn sum_of_places(octet: u8) -> String {
    let places: Vec<String> = PLACE_VALUES.iter().map(|p| p.to_string()).collect();
    format!("{} = {octet}", places.join(" + "))
}
