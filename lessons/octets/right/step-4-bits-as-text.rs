// All 32 bits as a text, read as one number.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let bits = octets.map(octet_to_bits).concat();
    u32::from_str_radix(&bits, 2).expect("32 digits, each 0 or 1")
}
