// The sum alone proves it.
pub fn sum_of_places(octet: u8) -> String {
    let mut found = Vec::new();
    for (digit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if digit == '1' {
            found.push(place.to_string());
        }
    }
    found.join(" + ")
}
