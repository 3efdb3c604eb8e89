// A signed number keeps its leftmost bit.
pub fn prefix_mask(prefix: u8) -> u32 {
    if prefix == 0 {
        return 0;
    }
    ((1i32 << 31) >> (prefix - 1)) as u32
}
