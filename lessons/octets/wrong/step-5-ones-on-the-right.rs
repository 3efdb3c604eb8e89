// The ones stand on the right.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut ones = 0;
    for _ in 0..prefix {
        ones = ones << 1 | 1;
    }
    ones
}
