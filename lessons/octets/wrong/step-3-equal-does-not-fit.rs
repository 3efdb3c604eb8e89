// The place must be smaller than the rest.
pub fn sum_of_places(octet: u8) -> String {
    let mut rest = octet;
    let mut places = Vec::new();
    for place in PLACE_VALUES {
        if rest > place {
            places.push(place.to_string());
            rest -= place;
        }
    }
    if places.is_empty() {
        places.push(octet.to_string());
    }
    format!("{} = {octet}", places.join(" + "))
}
