// The last number is the last octet, and zeros fill the middle.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    if first.len() > 3 {
        return None;
    }
    let mut octets = [0, 0, 0, u8::try_from(*last).ok()?];
    for (octet, number) in octets.iter_mut().zip(first) {
        *octet = u8::try_from(*number).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}
