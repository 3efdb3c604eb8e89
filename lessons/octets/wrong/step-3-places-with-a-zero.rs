// The bits are asked the wrong way round.
pub fn sum_of_places(octet: u8) -> String {
    let mut places = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit != '1' {
            places.push(place.to_string());
        }
    }
    if places.is_empty() {
        places.push("0".to_string());
    }
    format!("{} = {octet}", places.join(" + "))
}
