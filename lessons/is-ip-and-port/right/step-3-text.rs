// Written with dots, and read by the standard library.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    if first.len() > 3 {
        return None;
    }
    let tail = last.to_be_bytes();
    if tail[..first.len()].iter().any(|octet| *octet != 0) {
        return None;
    }
    let mut parts: Vec<String> = first.iter().map(u32::to_string).collect();
    parts.extend(tail[first.len()..].iter().map(u8::to_string));
    parts.join(".").parse().ok()
}
