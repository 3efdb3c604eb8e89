// Each number is multiplied by the weight of its place, and there are enough weights.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let weights = [256 * 256 * 256, 256 * 256, 256];
    let (last, first) = numbers.split_last()?;
    let mut address = 0;
    let mut left = u64::from(u32::MAX) + 1;
    for (place, number) in first.iter().enumerate() {
        if *number > 255 {
            return None;
        }
        address += number * weights[place];
        left = u64::from(weights[place]);
    }
    if u64::from(*last) < left { Some(Ipv4Addr::from(address + last)) } else { None }
}
