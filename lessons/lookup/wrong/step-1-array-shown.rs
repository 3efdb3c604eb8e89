// The array is turned round and shown.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let mut parts = address.octets();
    parts.reverse();
    format!("{parts:?}.in-addr.arpa")
}
