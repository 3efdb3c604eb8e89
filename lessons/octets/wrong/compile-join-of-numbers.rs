// Collects the place values as numbers and joins them.
pub fn sum_of_places(octet: u8) -> String {
    let mut list = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            list.push(place);
        }
    }
    list.join(" + ")
}
