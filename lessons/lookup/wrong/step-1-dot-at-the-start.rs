// A dot before each.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let mut s = String::new();
    for o in address.octets().iter().rev() {
        s += ".";
        s += &o.to_string();
    }
    s + ".in-addr.arpa"
}
