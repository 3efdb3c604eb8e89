// 255 is for broadcasts.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    if first.len() > 3 {
        return None;
    }
    let mut octets = last.to_be_bytes();
    for (octet, number) in octets.iter_mut().zip(first) {
        if *octet != 0 || *number > 254 {
            return None;
        }
        *octet = u8::try_from(*number).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}
