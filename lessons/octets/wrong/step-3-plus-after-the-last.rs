// Each place value gets its plus after it.
pub fn sum_of_places(octet: u8) -> String {
    if octet == 0 {
        return "0 = 0".to_string();
    }
    let mut text = String::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            text += &format!("{place} + ");
        }
    }
    format!("{text} = {octet}")
}
