// 0 needs no sum.
pub fn sum_of_places(octet: u8) -> String {
    if octet == 0 {
        return "0".to_string();
    }
    let mut list = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            list.push(place.to_string());
        }
    }
    format!("{} = {octet}", list.join(" + "))
}
