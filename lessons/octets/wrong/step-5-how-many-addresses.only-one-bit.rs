// Only the bit of the prefix itself, not those before it.
pub fn prefix_mask(prefix: u8) -> u32 {
    if prefix == 0 {
        return 0;
    }
    1u32 << (32 - prefix)
}
