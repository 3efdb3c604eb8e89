// Each place value is itself one bit.
pub fn octet_to_bits(octet: u8) -> String {
    let mut text = String::new();
    for value in PLACE_VALUES {
        text += if octet & value != 0 { "1" } else { "0" };
    }
    text
}
