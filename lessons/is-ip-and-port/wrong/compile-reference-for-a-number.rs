// A number from the list is a number.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    for (octet, number) in octets.iter_mut().zip(numbers) {
        *octet = u8::try_from(number).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}
