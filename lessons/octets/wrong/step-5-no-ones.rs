// And for or.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut mask = 0;
    for _ in 0..prefix {
        mask = (mask >> 1) & (1 << 31);
    }
    mask
}
