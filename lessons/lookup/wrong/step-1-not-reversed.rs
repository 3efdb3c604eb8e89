// The numbers stay in their order.
pub fn reverse_name(address: Ipv4Addr) -> String {
    format!("{address}.in-addr.arpa")
}
