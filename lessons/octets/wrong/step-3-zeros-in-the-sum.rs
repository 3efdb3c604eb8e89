// A place with a 0 adds 0, and so it belongs to the sum.
pub fn sum_of_places(octet: u8) -> String {
    let mut found = Vec::new();
    for (digit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        found.push(if digit == '1' { place.to_string() } else { String::from("0") });
    }
    format!("{} = {}", found.join(" + "), octet)
}
