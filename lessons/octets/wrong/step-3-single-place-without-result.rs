// One place proves itself.
pub fn sum_of_places(octet: u8) -> String {
    let mut list = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            list.push(place.to_string());
        }
    }
    match list.len() {
        0 => "0 = 0".to_string(),
        1 => list.concat(),
        _ => format!("{} = {octet}", list.join(" + ")),
    }
}
