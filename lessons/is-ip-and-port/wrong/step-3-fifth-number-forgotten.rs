// The places run out after four numbers, so there is nothing to check.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    let mut octets = last.to_be_bytes();
    for (octet, number) in octets.iter_mut().zip(first) {
        if *octet != 0 || *number > 255 {
            return None;
        }
        *octet = *number as u8;
    }
    Some(Ipv4Addr::from(octets))
}
