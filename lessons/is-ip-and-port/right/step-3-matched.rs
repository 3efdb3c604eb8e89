// One arm for each length.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let octet = |number: u32| u8::try_from(number).ok();
    Some(match *numbers {
        [a] => Ipv4Addr::from(a),
        [a, b] if b < 1 << 24 => Ipv4Addr::from((u32::from(octet(a)?) << 24) | b),
        [a, b, c] if c < 1 << 16 => Ipv4Addr::from([octet(a)?, octet(b)?, (c >> 8) as u8, c as u8]),
        [a, b, c, d] => Ipv4Addr::new(octet(a)?, octet(b)?, octet(c)?, octet(d)?),
        _ => return None,
    })
}
