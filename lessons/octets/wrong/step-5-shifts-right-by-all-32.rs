// What is left after moving all ones to the right is the host's part.
pub fn prefix_mask(prefix: u8) -> u32 {
    !(u32::MAX >> prefix)
}
