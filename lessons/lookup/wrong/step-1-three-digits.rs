// Every number has three digits.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let [a, b, c, d] = address.octets();
    format!("{d:03}.{c:03}.{b:03}.{a:03}.in-addr.arpa")
}
