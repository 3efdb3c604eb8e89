// Written in ones and zeros, and read.
pub fn prefix_mask(prefix: u8) -> u32 {
    let text = "1".repeat(prefix as usize) + &"0".repeat(32 - prefix as usize);
    u32::from_str_radix(&text, 2).unwrap_or(0)
}
