// What fits into the octet belongs to its sum.
pub fn sum_of_places(octet: u8) -> String {
    let mut fitting: Vec<String> = Vec::new();
    for place in PLACE_VALUES {
        if octet >= place {
            fitting.push(place.to_string());
        }
    }
    if fitting.is_empty() {
        fitting.push("0".to_string());
    }
    format!("{} = {octet}", fitting.join(" + "))
}
