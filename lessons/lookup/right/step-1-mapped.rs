// Each octet with its dot.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let mut name: String = address.octets().iter().rev().map(|o| o.to_string() + ".").collect();
    name.push_str("in-addr.arpa");
    name
}
