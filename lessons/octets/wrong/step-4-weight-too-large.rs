// The power for each place.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut number = 0;
    for (i, octet) in octets.iter().enumerate() {
        number += *octet as u32 * 256_u32.pow(4 - i as u32);
    }
    number
}
