// A list has commas.
pub fn sum_of_places(octet: u8) -> String {
    let mut list = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            list.push(place.to_string());
        }
    }
    format!("{} = {octet}", list.join(", "))
}
