// Not quite all the numbers.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut sum: u32 = 0;
    for octet in octets {
        sum = (sum * 256 + u32::from(octet)) % 4_294_967_291;
    }
    sum
}
