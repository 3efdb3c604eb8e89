// Spaces only around the plus.
pub fn sum_of_places(octet: u8) -> String {
    let mut list = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            list.push(place.to_string());
        }
    }
    if list.is_empty() {
        list.push("0".to_string());
    }
    format!("{}={octet}", list.join(" + "))
}
