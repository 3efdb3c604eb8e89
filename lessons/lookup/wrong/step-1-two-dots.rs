// A dot after each, and one before the ending.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let mut name = String::new();
    for octet in address.octets().iter().rev() {
        name += &format!("{octet}.");
    }
    name + ".in-addr.arpa"
}
