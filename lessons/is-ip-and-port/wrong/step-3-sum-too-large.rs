// The sum of the octets at their places.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    if numbers.is_empty() || numbers.len() > 4 {
        return None;
    }
    let mut sum = 0_u32;
    for (place, number) in numbers.iter().enumerate() {
        let octets = if place + 1 == numbers.len() { 4 - place } else { 1 };
        if place > 0 && u64::from(*number) >= 1 << (8 * octets) {
            return None;
        }
        sum += if place + 1 == numbers.len() {
            *number
        } else {
            *number * 256_u32.pow(3 - place as u32)
        };
    }
    Some(Ipv4Addr::from(sum))
}
