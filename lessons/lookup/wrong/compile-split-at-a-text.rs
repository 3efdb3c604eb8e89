// A text is split at a text.
pub fn reverse_name(address: Ipv4Addr) -> String {
    let text = address.to_string();
    let parts: Vec<&str> = text.split(".").rev().collect();
    parts.join(".") + ".in-addr.arpa"
}
