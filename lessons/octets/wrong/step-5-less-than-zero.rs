// One less, for the 1 that is there already.
pub fn prefix_mask(prefix: u8) -> u32 {
    ((1i32 << 31) >> (prefix - 1)) as u32
}
