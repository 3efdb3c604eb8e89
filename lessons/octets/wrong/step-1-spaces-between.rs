// A space between the bits is easier to read.
pub fn octet_to_bits(octet: u8) -> String {
    let mut list = Vec::new();
    let mut left = octet;
    for place in PLACE_VALUES {
        list.push(if left >= place { "1" } else { "0" });
        left %= place;
    }
    list.join(" ")
}
