// No numbers, no octets.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    if numbers.is_empty() {
        return Some(Ipv4Addr::from([0, 0, 0, 0]));
    }
    let (last, others) = numbers.split_last()?;
    if numbers.len() > 4 {
        return None;
    }
    let mut octets = last.to_be_bytes();
    for (o, n) in octets.iter_mut().zip(others) {
        if *o != 0 {
            return None;
        }
        *o = u8::try_from(*n).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}
