// Two hexadecimal digits for each octet.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let text: String = octets.iter().map(|o| format!("{o:02x}")).collect();
    u32::from_str_radix(&text, 16).unwrap()
}
