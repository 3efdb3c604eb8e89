// Right, and left again.
pub fn prefix_mask(prefix: u8) -> u32 {
    let hosts = 32 - prefix;
    u32::MAX >> hosts << hosts
}
