// Each place value divides; what is odd has the bit.
pub fn octet_to_bits(octet: u8) -> String {
    PLACE_VALUES.iter().map(|place| (octet / place % 2).to_string()).collect::<Vec<_>>().concat()
}
