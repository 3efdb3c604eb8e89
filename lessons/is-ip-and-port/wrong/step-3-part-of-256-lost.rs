// as u8 makes an octet of any number.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    if first.len() > 3 {
        return None;
    }
    let mut octets = last.to_be_bytes();
    for (place, number) in first.iter().enumerate() {
        octets[place] = *number as u8;
    }
    Some(Ipv4Addr::from(octets))
}
