// The ones are added up.
pub fn sum_of_places(octet: u8) -> String {
    if octet == 0 {
        return "0 = 0".to_string();
    }
    let ones: Vec<String> =
        octet_to_bits(octet).chars().filter(|bit| *bit == '1').map(String::from).collect();
    format!("{} = {octet}", ones.join(" + "))
}
