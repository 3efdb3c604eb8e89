// Half of the numbers are negative.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut number: i32 = 0;
    for octet in octets {
        number = number * 256 + octet as i32;
    }
    number as u32
}
