// Counted down from 3 to 1.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let octets = address.octets();
    let mut name = String::new();
    for i in (1..4).rev() {
        name.push_str(&octets[i].to_string());
        name.push('.');
    }
    name.push_str("in-addr.arpa");
    name
}
