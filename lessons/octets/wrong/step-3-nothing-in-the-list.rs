// The first one, then the others.
pub fn sum_of_places(octet: u8) -> String {
    let mut places = Vec::new();
    for place in PLACE_VALUES {
        if octet & place != 0 {
            places.push(place);
        }
    }
    let mut text = places[0].to_string();
    for place in &places[1..] {
        text += " + ";
        text += &place.to_string();
    }
    text + " = " + &octet.to_string()
}
