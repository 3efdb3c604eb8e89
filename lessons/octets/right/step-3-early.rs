// 0 first, then by index.
pub fn sum_of_places(octet: u8) -> String {
    if octet == 0 {
        return String::from("0 = 0");
    }
    let mut list = Vec::new();
    for index in 0..8 {
        if octet_to_bits(octet).as_bytes()[index] == b'1' {
            list.push(format!("{}", PLACE_VALUES[index]));
        }
    }
    format!("{} = {}", list.join(" + "), octet)
}
