// The whole text is reversed, letter by letter.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let reversed: String = address.to_string().chars().rev().collect();
    format!("{reversed}.in-addr.arpa")
}
