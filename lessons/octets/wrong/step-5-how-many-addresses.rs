// The mask is the number of addresses.
pub fn prefix_mask(prefix: u8) -> u32 {
    2_u32.pow(32 - u32::from(prefix))
}
