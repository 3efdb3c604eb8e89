// The others move to the left.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    match numbers {
        [] => None,
        [a] => Some(Ipv4Addr::from(*a)),
        _ if numbers.len() > 4 => None,
        _ => {
            let mut o = numbers[0].to_be_bytes();
            let k = numbers.len();
            for i in 1..k {
                o[i - 1] = o[i];
            }
            for i in 1..k {
                o[4 - k + i] = u8::try_from(numbers[i]).ok()?;
            }
            Some(Ipv4Addr::from(o))
        }
    }
}
