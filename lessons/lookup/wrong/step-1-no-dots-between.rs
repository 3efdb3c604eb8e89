// One after the other.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let [a, b, c, d] = address.octets();
    format!("{d}{c}{b}{a}.in-addr.arpa")
}
