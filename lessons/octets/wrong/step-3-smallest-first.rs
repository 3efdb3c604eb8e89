// A sum may be written in any order.
pub fn sum_of_places(octet: u8) -> String {
    let mut found = Vec::new();
    for (digit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if digit == '1' {
            found.insert(0, place.to_string());
        }
    }
    if found.is_empty() {
        found.push(String::from("0"));
    }
    format!("{} = {}", found.join(" + "), octet)
}
