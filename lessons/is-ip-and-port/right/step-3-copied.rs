// The octets before the last number's are zeros, or it does not fit.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    if !(1..=MAX_NUMBERS).contains(&numbers.len()) {
        return None;
    }
    let count = numbers.len() - 1;
    let bytes = numbers[count].to_be_bytes();
    if bytes[..count] != [0; 4][..count] {
        return None;
    }
    let mut result = bytes;
    for i in 0..count {
        match numbers[i] {
            n @ 0..=255 => result[i] = n as u8,
            _ => return None,
        }
    }
    Some(result.into())
}
