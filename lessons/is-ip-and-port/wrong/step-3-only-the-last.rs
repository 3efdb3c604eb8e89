// An address is a number of 32 bits.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    if numbers.len() > 4 {
        return None;
    }
    numbers.last().map(|last| Ipv4Addr::from(*last))
}
