// What is left is 0.
pub fn sum_of_places(mut octet: u8) -> String {
    let mut places = vec![];
    for place in PLACE_VALUES {
        if octet >= place {
            places.push(place.to_string());
            octet -= place;
        }
    }
    if places.is_empty() {
        return String::from("0 = 0");
    }
    format!("{} = {}", places.join(" + "), octet)
}
