// All ones, less the addresses of the network.
pub fn prefix_mask(prefix: u8) -> u32 {
    u32::MAX - (2_u32.pow(32 - u32::from(prefix)) - 1)
}
