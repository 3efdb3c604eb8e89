// The address is one number: the octets, shifted to their places, plus the last number.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    if first.len() > 3 || first.iter().any(|number| *number > 255) {
        return None;
    }
    let mut address = *last;
    for (place, number) in first.iter().enumerate() {
        address = address.wrapping_add(number << (24 - 8 * place));
    }
    Some(Ipv4Addr::from(address))
}
