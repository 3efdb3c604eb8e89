// Times 256, for each number.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    if numbers.is_empty() || numbers.len() > 4 {
        return None;
    }
    let mut address: u32 = 0;
    for number in numbers {
        address = address.checked_mul(256)?.checked_add(*number)?;
    }
    Some(Ipv4Addr::from(address))
}
