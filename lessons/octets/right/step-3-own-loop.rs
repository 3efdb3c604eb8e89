// Without step 1: a loop of its own.
pub fn sum_of_places(octet: u8) -> String {
    let (mut left, mut text) = (octet, String::new());
    for place in PLACE_VALUES {
        if left >= place {
            if !text.is_empty() {
                text.push_str(" + ");
            }
            text.push_str(&place.to_string());
            left -= place;
        }
    }
    if text.is_empty() {
        text.push('0');
    }
    text + " = " + &octet.to_string()
}
