// An address is four numbers, and nothing else.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    if numbers.len() != 4 {
        return None;
    }
    let mut octets = [0; 4];
    for (octet, number) in octets.iter_mut().zip(numbers) {
        *octet = u8::try_from(*number).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}
