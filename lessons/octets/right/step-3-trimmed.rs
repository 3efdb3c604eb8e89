// The last plus is taken off.
pub fn sum_of_places(octet: u8) -> String {
    let mut text = String::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            text += &format!("{place} + ");
        }
    }
    match text.strip_suffix(" + ") {
        Some(sum) => format!("{sum} = {octet}"),
        None => "0 = 0".to_string(),
    }
}
