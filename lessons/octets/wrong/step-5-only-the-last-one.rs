// Each round begins anew.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut ones: u32 = 0;
    for _ in 0..prefix {
        ones = 1 << 31;
    }
    ones
}
