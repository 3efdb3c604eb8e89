// The first 1 is there from the start.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut ones: u32 = 1 << 31;
    for _ in 1..prefix {
        ones = (ones >> 1) | (1 << 31);
    }
    ones
}
