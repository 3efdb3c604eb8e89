// The last place is the length less one.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let end = numbers.len() - 1;
    if end > 3 {
        return None;
    }
    let mut octets = numbers[end].to_be_bytes();
    for place in 0..end {
        if octets[place] != 0 {
            return None;
        }
        octets[place] = u8::try_from(numbers[place]).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}
