// The parts of the text, from last to first.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let text = address.to_string();
    let parts: Vec<&str> = text.rsplit('.').collect();
    parts.join(".") + ".in-addr.arpa"
}
