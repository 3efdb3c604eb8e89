// The bits are what is proved.
pub fn sum_of_places(octet: u8) -> String {
    let bits = octet_to_bits(octet);
    let mut places = Vec::new();
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        if bit == '1' {
            places.push(place.to_string());
        }
    }
    if places.is_empty() {
        places.push("0".to_string());
    }
    format!("{} = {}", places.join(" + "), bits)
}
