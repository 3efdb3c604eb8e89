// The 1 comes in, then everything moves.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut ones: u32 = 0;
    for _ in 0..prefix {
        ones = (ones | 1 << 31) >> 1;
    }
    ones
}
