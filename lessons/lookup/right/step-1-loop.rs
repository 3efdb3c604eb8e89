// One number after the other.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let mut name = String::new();
    for octet in address.octets().iter().rev() {
        name.push_str(&octet.to_string());
        name.push('.');
    }
    name + "in-addr.arpa"
}
