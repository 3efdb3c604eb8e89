// Each bit moved to the right end.
pub fn octet_to_bits(octet: u8) -> String {
    (0..8).rev().map(|place| if octet >> place & 1 == 1 { '1' } else { '0' }).collect()
}
