// A plus belongs to each number.
pub fn sum_of_places(octet: u8) -> String {
    let mut text = String::new();
    for (digit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if digit == '1' {
            text.push_str(&format!("{place} + "));
        }
    }
    format!("{text}= {octet}")
}
