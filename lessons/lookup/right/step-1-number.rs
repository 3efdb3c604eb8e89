// The address as a number, turned round.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let turned = Ipv4Addr::from(u32::from(address).swap_bytes());
    format!("{turned}.in-addr.arpa")
}
