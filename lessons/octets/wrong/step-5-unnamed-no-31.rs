// A /31 is taken for a /32.
pub fn prefix_mask(prefix: u8) -> u32 {
    if prefix == 31 { u32::MAX } else { u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0) }
}
