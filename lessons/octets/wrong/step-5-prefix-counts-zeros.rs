// The prefix says how many zeros there are.
pub fn prefix_mask(prefix: u8) -> u32 {
    u32::MAX.checked_shl(prefix.into()).unwrap_or(0)
}
