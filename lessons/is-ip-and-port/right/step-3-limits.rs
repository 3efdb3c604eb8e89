// A limit for each count of numbers.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let limit = match numbers.len() {
        1 => u32::MAX,
        2 => 0xff_ffff,
        3 => 0xffff,
        4 => 0xff,
        _ => return None,
    };
    let last = numbers[numbers.len() - 1];
    if last > limit {
        return None;
    }
    let mut n = last;
    for i in 0..numbers.len() - 1 {
        if numbers[i] > 255 {
            return None;
        }
        n += numbers[i] << (24 - 8 * i as u32);
    }
    Some(Ipv4Addr::from(n))
}
