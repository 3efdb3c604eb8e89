// Every octet has at least one place with a 1.
pub fn sum_of_places(octet: u8) -> String {
    let mut found = Vec::new();
    for (digit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if digit == '1' {
            found.push(place.to_string());
        }
    }
    format!("{} = {}", found.join(" + "), octet)
}
