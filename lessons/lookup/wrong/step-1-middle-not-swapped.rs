// Only two numbers change places.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let [a, b, c, d] = address.octets();
    format!("{d}.{b}.{c}.{a}.in-addr.arpa")
}
