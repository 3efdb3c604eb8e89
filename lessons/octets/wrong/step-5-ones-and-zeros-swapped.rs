// The ones stand for the host's bits.
pub fn prefix_mask(prefix: u8) -> u32 {
    u32::MAX.checked_shr(prefix.into()).unwrap_or(0)
}
