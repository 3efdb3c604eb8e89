// Writes the numbers in hexadecimal.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let [a, b, c, d] = address.octets();
    format!("{d:x}.{c:x}.{b:x}.{a:x}.in-addr.arpa")
}
