// Moves by seven bits instead of eight.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    octets.iter().fold(0, |number, &octet| number << 7 | u32::from(octet))
}
