// One octet each, from the right.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let mut octets = [0u8; 4];
    if numbers.is_empty() || numbers.len() > 4 {
        return None;
    }
    let start = 4 - numbers.len();
    for (i, n) in numbers.iter().enumerate() {
        octets[start + i] = u8::try_from(*n).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}
