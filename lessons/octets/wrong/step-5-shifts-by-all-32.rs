// Moving by 32 places is like moving by any other number of places.
pub fn prefix_mask(prefix: u8) -> u32 {
    u32::MAX << (32 - prefix)
}
