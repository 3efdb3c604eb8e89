// Moved and put together.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut number: u32 = 0;
    for octet in octets {
        number = (number << 8) & u32::from(octet);
    }
    number
}
