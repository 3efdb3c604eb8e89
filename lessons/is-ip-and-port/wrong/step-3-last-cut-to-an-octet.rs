// Four octets, and zeros between.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, others) = numbers.split_last()?;
    if others.len() > 3 {
        return None;
    }
    let mut octets = [0; 4];
    for (place, number) in others.iter().enumerate() {
        octets[place] = u8::try_from(*number).ok()?;
    }
    octets[3] = *last as u8;
    Some(Ipv4Addr::from(octets))
}
