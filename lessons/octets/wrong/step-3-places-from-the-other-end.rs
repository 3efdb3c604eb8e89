// The index counts the wrong way.
pub fn sum_of_places(octet: u8) -> String {
    let bits = octet_to_bits(octet);
    let mut places: Vec<String> = Vec::new();
    for (i, bit) in bits.chars().enumerate() {
        if bit == '1' {
            places.push(PLACE_VALUES[7 - i].to_string());
        }
    }
    if places.is_empty() {
        places.push("0".into());
    }
    format!("{} = {}", places.join(" + "), octet)
}
