// The last number is divided by 256.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    if numbers.is_empty() || numbers.len() > 4 {
        return None;
    }
    let mut rest = numbers[numbers.len() - 1];
    let mut octets = [0u8; 4];
    for place in (numbers.len() - 1..4).rev() {
        octets[place] = (rest % 256) as u8;
        rest /= 256;
    }
    if rest > 0 {
        return None;
    }
    for place in 0..numbers.len() - 1 {
        if numbers[place] > 255 {
            return None;
        }
        octets[place] = numbers[place] as u8;
    }
    Some(Ipv4Addr::new(octets[0], octets[1], octets[2], octets[3]))
}
