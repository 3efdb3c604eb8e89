// From the third to the first.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let octets = address.octets();
    let mut name = String::new();
    for place in (0..3).rev() {
        name += &format!("{}.", octets[place]);
    }
    name + "in-addr.arpa"
}
