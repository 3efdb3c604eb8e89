// There is always a first place.
pub fn sum_of_places(octet: u8) -> String {
    let mut list = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            list.push(place.to_string());
        }
    }
    let first = list.first().unwrap();
    let mut text = first.clone();
    for place in &list[1..] {
        text += " + ";
        text += place;
    }
    format!("{text} = {octet}")
}
