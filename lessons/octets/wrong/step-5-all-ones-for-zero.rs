// A shift that wraps never panics.
pub fn prefix_mask(prefix: u8) -> u32 {
    u32::MAX.wrapping_shl(32 - u32::from(prefix))
}
