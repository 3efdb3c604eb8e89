// No places, no sum.
pub fn sum_of_places(octet: u8) -> String {
    let mut sum = String::new();
    for place in PLACE_VALUES {
        if octet & place != 0 {
            if !sum.is_empty() {
                sum += " + ";
            }
            sum += &place.to_string();
        }
    }
    if !sum.is_empty() {
        sum += &format!(" = {octet}");
    }
    sum
}
