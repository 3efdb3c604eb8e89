// One place too far, each of them.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut number = 0;
    for (i, octet) in octets.iter().enumerate() {
        number |= u32::from(*octet) << (8 * (4 - i));
    }
    number
}
