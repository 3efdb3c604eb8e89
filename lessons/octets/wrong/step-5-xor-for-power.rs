// 2 to the power of the host bits.
pub fn prefix_mask(prefix: u8) -> u32 {
    let hosts = 2 ^ (32 - u32::from(prefix));
    u32::MAX - hosts + 1
}
