// In 64 bits, with weights.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    if numbers.len() > 4 || first.iter().any(|number| *number > 255) {
        return None;
    }
    let room = 1_u64 << (8 * (4 - first.len()));
    if u64::from(*last) >= room {
        return None;
    }
    let mut sum = u64::from(*last);
    for (place, number) in first.iter().enumerate() {
        sum += u64::from(*number) << (24 - 8 * place);
    }
    Some(Ipv4Addr::from(sum as u32))
}
